// What is written for those who come to work on this: it must be true.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FLOORS } from './floors.js'
import { textOf } from './scratch.js'
import { ROOT } from './user-project.js'

const CONTRIBUTING = textOf(ROOT, '.github/CONTRIBUTING.md')
const WORKFLOW = textOf(ROOT, '.github/workflows/ci.yml')
const packageJson: {
  readonly engines: { readonly node: string }
  readonly scripts: Readonly<Record<string, string>>
} = JSON.parse(textOf(ROOT, 'package.json'))

describe('CONTRIBUTING', () => {
  it('draws the floors as they are held', () => {
    const [, picture = ''] = /<!-- floors -->\n\n```text\n([\s\S]*?)```/.exec(CONTRIBUTING) ?? []
    const drawn = picture
      .trimEnd()
      .split('\n')
      // The rooms of a floor stand in columns of twelve characters, before what they are for.
      .map((line) => line.slice(4, 40).trim().split(/\s+/))
    expect(drawn).toEqual(FLOORS)
  })

  it('names files and folders that are there', () => {
    const named = [...CONTRIBUTING.matchAll(/`((?:src|test|\.ci)\/[^`]*|[A-Z]+\.md)`/g)].map(
      ([, file = '']) => file,
    )
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
  })

  it('names commands that are there', () => {
    const named = [...CONTRIBUTING.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script)
    expect(named.filter((script) => packageJson.scripts[script] === undefined)).toEqual([])
  })

  it('explains ten terms and has an example for each kind of thing', () => {
    expect(CONTRIBUTING.match(/^\| [a-z]+ +\| \w/gm)?.slice(1)).toHaveLength(10)
    expect([...CONTRIBUTING.matchAll(/^\*\*(.*)\.\*\*/gm)].map(([, thing]) => thing)).toEqual([
      'A convention',
      'A clue',
      'A probe',
      'A command-line option',
      'An output format',
      'Something on the page',
      'A way to decide',
      'A key in the conversation',
      "A provider's rule",
    ])
  })
})

describe('the workflow', () => {
  it('runs on every Node that the package is for', () => {
    const [, listed = ''] = /node: \[(.*)]/.exec(WORKFLOW) ?? []
    const majors = (text: string) => [...text.matchAll(/(?<![.\d])\d+/g)].map(([major]) => major)
    expect(majors(listed)).toEqual(majors(packageJson.engines.node))
    // The oldest of all is the one that the package still takes.
    expect(listed).toContain(`'${/\d+\.\d+/.exec(packageJson.engines.node)?.[0]}'`)
  })

  it('runs all that .ci/run does, and elsewhere what needs no Debian', () => {
    const commands = [...WORKFLOW.matchAll(/- run: (.*)/g)].map(([, command]) => command)
    expect(commands).toContain('.ci/run')
    const own = textOf(ROOT, '.ci/run')
    for (const script of ['lint', 'build', 'types']) {
      expect(commands).toContain(`npm run ${script}`)
      expect(own).toMatch(new RegExp(`npm run (?:--silent )?${script}$`, 'm'))
    }
    expect(commands).toContain('npm test')
  })
})

it('names no address that does not exist', () => {
  const real = [
    /^https:\/\/(?:docs\.github\.com|pris\.ly|keepachangelog\.com|mermaid\.js\.org|www\.prisma\.io|semver\.org|json-schema\.org)\//,
    // Versioned, and true as soon as the package is published.
    /^https:\/\/unpkg\.com\/restore-relations@0\//,
  ]
  const files = ['README.md', 'CHANGELOG.md', 'package.json'].concat(
    ['src', '.github'].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(?:ts|md|yml|json)$/.test(file))
        .map((file) => path.join(folder, file)),
    ),
  )
  const addresses = files.flatMap((file) =>
    [...textOf(ROOT, file).matchAll(/https:\/\/[^\s"'`)>]+/g)].map(([address]) => address),
  )
  expect(addresses.length).toBeGreaterThan(5)
  expect(addresses.filter((address) => !real.some((one) => one.test(address)))).toEqual([])
})
