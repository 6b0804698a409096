// The fixtures of the edit stage: a folder with the files before, what was chosen, and the files after.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEFAULT_STYLE, type EditStyle } from '../src/edit/edit.js'
import type { Choice } from '../src/relation/decision.js'
import type { Columns, SourceFile } from '../src/schema/schema.js'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), 'fixtures')

/** One case: `input.prisma`, or a folder `input` of several files; `expected` in the same way. */
export interface WrittenFixture {
  readonly name: string
  readonly input: readonly SourceFile[]
  readonly expected: readonly SourceFile[]
  readonly choices: readonly Choice[]
  readonly style: EditStyle
  /** The codes of the warnings. */
  readonly warnings: readonly string[]
  /** The statements that would create the missing indexes; undefined where the case is about something else. */
  readonly statements: readonly string[] | undefined
}

type WrittenChoice = string | (Omit<Choice, 'from' | 'to'> & { readonly relation: string })

interface ChoicesFile {
  readonly choices: readonly WrittenChoice[]
  readonly style?: Partial<EditStyle>
  readonly warnings?: readonly string[]
  readonly statements?: readonly string[]
}

function filesOf(folder: string, name: string): readonly SourceFile[] {
  const single = path.join(folder, `${name}.prisma`)
  if (existsSync(single)) return [{ path: 'schema.prisma', text: readFileSync(single, 'utf8') }]
  const several = path.join(folder, name)
  return readdirSync(several)
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(several, file), 'utf8') }))
}

function columns(text: string): Columns {
  const [, model = '', fields = ''] = /^(.*)\((.*)\)$/.exec(text) ?? []
  return { model, fields: fields.split(',') }
}

/** `Post(authorId)->User(id)` as a choice. */
function choiceOf(written: WrittenChoice): Choice {
  const { relation, ...rest } = typeof written === 'string' ? { relation: written } : written
  const [from = '', to = ''] = relation.split('->')
  return { from: columns(from), to: columns(to), ...rest }
}

function fixtureIn(folder: string): WrittenFixture {
  const file: ChoicesFile = JSON.parse(readFileSync(path.join(folder, 'choices.json'), 'utf8'))
  return {
    name: path.relative(root, folder),
    input: filesOf(folder, 'input'),
    expected: filesOf(folder, 'expected'),
    choices: file.choices.map(choiceOf),
    style: { ...DEFAULT_STYLE, ...file.style },
    warnings: file.warnings ?? [],
    statements: file.statements,
  }
}

/** Every folder under test/fixtures that says what was chosen. */
export const writtenFixtures: readonly WrittenFixture[] = readdirSync(root, {
  recursive: true,
  withFileTypes: true,
})
  .filter((entry) => entry.name === 'choices.json')
  .map((entry) => entry.parentPath)
  .sort()
  .map(fixtureIn)
