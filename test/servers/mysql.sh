#!/usr/bin/env bash
# Puts a current MySQL server into a cache folder and prints where: Debian's newest packages, unpacked. Nothing is
# installed, so the server runs through the loader and the libraries that came with it.
#   mysql.sh [FOLDER]      FOLDER defaults to restore-relations/mysql below the user's cache folder
set -euo pipefail

cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/restore-relations/mysql}
root=$cache/root
if [ -x "$root/usr/sbin/mysqld" ]; then
  echo "$root"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/root"
: > "$work/state/status"
mirror=$(awk '$1 == "URIs:" { print $2; exit }' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] ${mirror:-http://deb.debian.org/debian} sid main" > "$work/sources.list"

# A package manager of its own: other sources, other lists, an empty list of what is installed.
apt=(apt-get
  -o "Dir::Etc::SourceList=$work/sources.list"
  -o Dir::Etc::SourceParts=/dev/null
  -o "Dir::State=$work/state"
  -o "Dir::State::Lists=$work/state/lists"
  -o "Dir::State::Status=$work/state/status"
  -o "Dir::Cache=$work/cache"
  -o APT::Install-Recommends=0
  -o "APT::Sandbox::User=$(id -un)"
  -o Debug::NoLocking=1)
"${apt[@]}" -qq update
"${apt[@]}" -qq -y --download-only install mysql-server-core > /dev/null
for package in "$work"/cache/archives/*.deb; do dpkg-deb -x "$package" "$work/root"; done

mkdir -p "$cache"
rm -rf "$root"
mv "$work/root" "$root"
echo "$root"
