import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { changesShown } from '../src/decide/changes.js'
import { terminalPrompts } from '../src/decide/prompts.js'
import { restoreText } from '../src/library/library.js'
import { countPreview, previewOf, printPreview } from '../src/print/preview.js'
import { plainStyle } from '../src/print/style.js'
import { page } from '../src/programs.js'
import { personWith } from './keyboard.js'
import { scratch, textOf } from './scratch.js'

const KITCHEN = `datasource db {
  provider = "mysql"
  url      = "mysql://cook:hunter2@localhost/kitchen"
}

model Dish {
  id         Int    @id
  name       String @db.VarChar(50) // as on the card
  menuId     Int
  inventorId Int?
}

model Menu {
  id Int @id
}

model Inventor {
  id Int @id

  @@map("inventors")
}
`
const file = (text: string) => [{ path: 'schema.prisma', text }]

const changed = (text: string, options: object = {}) => {
  const { files } = restoreText(text, { minConfidence: 0.3, indexes: 'add', ...options })
  return { before: file(text), after: files }
}

describe('what is shown of a change', () => {
  it('is each new line below its model and the line above, and how many models only move', () => {
    const { before, after } = changed(KITCHEN, { relationMode: 'prisma' })
    expect(printPreview(previewOf(before, after), 60).join('\n')).toMatchInlineSnapshot(`
      "schema.prisma
        datasource db {
          url          = "mysql://cook:***@localhost/kitchen"
      +   relationMode = "prisma"
        model Dish {
          inventorId Int?
      +   menu Menu @relation(fields: [menuId],
      +       references: [id])
      +   inventor Inventor? @relation(fields: [inventorId],
      +       references: [id])
      +   @@index([menuId])
      +   @@index([inventorId])
        model Menu {
          id     Int    @id
      +   dishes Dish[]
        model Inventor {
          id     Int    @id
      +   dishes Dish[]

      Other lines of 3 models and the datasource only move to the
      right; --no-format prevents it."
    `)
    expect(countPreview(previewOf(before, after), 60)).toMatchInlineSnapshot(`
      [
        "schema.prisma: 7 new lines in 3 models and the datasource",
        "Other lines of 3 models and the datasource only move to the",
        "right; --no-format prevents it.",
      ]
    `)
  })

  it('says nothing of lines that move where none does', () => {
    const { before, after } = changed(KITCHEN, { format: false })
    expect(previewOf(before, after).realigned).toEqual([])
    expect(printPreview(previewOf(before, after), 60).join('\n')).not.toContain('move')
  })

  const folder = path.join(import.meta.dirname, 'schemas')
  const schemas = readdirSync(folder).filter((name) => name.endsWith('.prisma'))

  it.each(schemas)('is all that is new, and fits: %s', (name) => {
    const { before, after } = changed(textOf(folder, name))
    const tidy = (lines: readonly string[]) => lines.map((line) => line.trim().replace(/\s+/g, ' '))
    const [old, now] = [before, after].map(([one]) => tidy(one?.text.split('\n') ?? []))
    const rest = (old ?? []).filter((line) => line !== '')
    const added = now?.filter((line) => {
      if (line === '') return false
      const at = rest.indexOf(line)
      if (at !== -1) rest.splice(at, 1)
      return at === -1
    })
    expect(rest).toEqual([])
    const shown = previewOf(before, after).blocks.flatMap(({ places }) =>
      places.flatMap((place) => tidy(place.added)),
    )
    expect(shown.toSorted()).toEqual(added?.toSorted())
    for (const line of printPreview(previewOf(before, after), 60))
      if (!/\S{40}/.test(line)) expect(line.length).toBeLessThanOrEqual(60)
  })
})

describe('a change of many lines', () => {
  const models = Array.from({ length: 40 }, (_, i) => `model Part${i} {\n  id Int @id\n  menuId Int\n}\n`)
  const { before, after } = changed(`${models.join('\n')}\nmodel Menu {\n  id Int @id\n}\n`)

  it('is counted first', () => {
    const { first, lines, diff } = changesShown(before, after, { width: 60, style: plainStyle })
    expect(first).toBe('schema.prisma: 120 new lines in 41 models')
    expect(lines).toContain('+   menu Menu @relation(fields: [menuId], references: [id])')
    expect(diff).toContain('@@ ')
  })

  it.each([true, false])('is given to the pager, and printed where there is none: %s', async (hasPager) => {
    const { terminal, seen } = personWith([])
    const paged: string[] = []
    const page = async (text: string) => {
      paged.push(text)
      return hasPager
    }
    const { show } = terminalPrompts({ ...terminal, page })
    const { lines = '' } = changesShown(before, after, { width: 60, style: plainStyle })
    await show(lines)
    await show('one line')
    expect(paged).toEqual([`${lines}\n`])
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(seen().includes('model Part39 {')).toBe(!hasPager)
    expect(seen()).toContain('one line')
  })
})

// What is found out about a pager here depends on a POSIX shell.
it.skipIf(process.platform === 'win32')('a pager is a command line, which may not be there', async () => {
  const folder = scratch({})
  const shown = await page('a\nb\n', `cat > '${folder}/seen'`, { PATH: process.env.PATH })
  expect({ shown, seen: textOf(folder, 'seen') }).toEqual({ shown: true, seen: 'a\nb\n' })
  const quiet = '2> /dev/null'
  expect(await page('a', `no-such-pager ${quiet}`, { PATH: process.env.PATH })).toBe(false)
  expect(await page('a', undefined, { PATH: folder })).toBe(false)
})
