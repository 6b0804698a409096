import { execFileSync } from 'node:child_process'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { writeFiles } from '../src/files.js'
import { scratch, textOf } from './scratch.js'

const change = (folder: string, name: string, before: string | undefined, after: string) => ({
  path: path.join(folder, name),
  before,
  after,
})

it('writes what changed and nothing else', async () => {
  const folder = scratch({ 'a.prisma': 'a', 'b.prisma': 'b' })
  const written = await writeFiles([
    change(folder, 'a.prisma', 'a', 'A'),
    change(folder, 'b.prisma', 'b', 'b'),
    change(folder, 'c.json', undefined, '{}'),
  ])
  expect(written).toEqual([path.join(folder, 'a.prisma'), path.join(folder, 'c.json')])
  expect([textOf(folder, 'a.prisma'), textOf(folder, 'c.json')]).toEqual(['A', '{}'])
})

it('overwrites nothing that changed since it was read', async () => {
  const folder = scratch({ 'a.prisma': 'a', 'b.prisma': 'b' })
  writeFileSync(path.join(folder, 'b.prisma'), 'somebody else')
  const writing = writeFiles([change(folder, 'a.prisma', 'a', 'A'), change(folder, 'b.prisma', 'b', 'B')])
  await expect(writing).rejects.toMatchObject({ code: 'file-changed' })
  expect([textOf(folder, 'a.prisma'), textOf(folder, 'b.prisma')]).toEqual(['a', 'somebody else'])
})

it('takes back what it wrote when a later file fails', async () => {
  const folder = scratch({ 'a.prisma': 'a' })
  const writing = writeFiles([
    change(folder, 'a.prisma', 'a', 'A'),
    change(folder, 'new.json', undefined, '{}'),
    change(folder, 'no-such-folder/c.prisma', undefined, 'C'),
  ])
  await expect(writing).rejects.toMatchObject({ code: 'write-failed' })
  expect(textOf(folder, 'a.prisma')).toBe('a')
  expect(readdirSync(folder)).toEqual(['a.prisma'])
})

it.skipIf(process.platform === 'win32')('replaces no pipe and no device', async () => {
  const folder = scratch({})
  execFileSync('mkfifo', [path.join(folder, 'pipe')])
  const writing = writeFiles([change(folder, 'pipe', '', 'A')])
  await expect(writing).rejects.toMatchObject({ code: 'write-failed' })
  expect(statSync(path.join(folder, 'pipe')).isFIFO()).toBe(true)
})
