// What a run has to say beside its relations: what was taken out of the schema, and what in the decisions file does
// nothing.

import { groupBy } from '../grouped.js'
import { infer } from '../infer/infer.js'
import { counted, spelledColumns } from '../print/words.js'
import type { Diagnostic } from '../prisma/engine.js'
import { spelledProblem } from '../prisma/verdict.js'
import { databaseLookUp, type NamedColumns, parseRelationId } from '../relation/identity.js'
import type { Warning } from '../relation/planned-relation.js'
import { unmatchedGlobs } from '../relation/selection.js'
import { lookUp, type Schema, type SourceFile, uniqueKeysOf } from '../schema/schema.js'
import type { Examined } from './examine.js'

/** The fields that are no longer in the schema, as it was agreed. */
export const repairNotes = ({ repairs }: Examined): readonly Warning[] =>
  repairs.map(({ fields, says, lines }) => ({
    code: 'repaired',
    says: `Taken out: ${fields.join(' and ')}, since ${says}.`,
    lines,
  }))

/** That Prisma refuses the schema for what was wrong in it before. */
export function invalidNotes(
  files: readonly SourceFile[],
  errors: readonly Diagnostic[],
): readonly Warning[] {
  const [first, ...others] = errors.map((error) => spelledProblem(files, error))
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` (and ${counted(others.length, 'other error')})`
  return [
    {
      code: 'schema-invalid',
      says: `Prisma refuses this schema, and did so before this run: ${first}${more}`,
    },
  ]
}

/** The models that nobody looked at, since Prisma's client ignores them. */
export function leftOutNotes({ schema, style }: Examined): readonly Warning[] {
  const ignored = style.includeIgnored ? [] : schema.models.filter((model) => model.ignored)
  if (ignored.length === 0) return []
  const keyless = ignored.filter((model) => uniqueKeysOf(model).length === 0).length
  const because = keyless === ignored.length ? 'without a key' : 'marked @@ignore'
  return [
    {
      code: 'models-left-out',
      says: `${counted(ignored.length, 'model')} ${because} left out: --include-ignored looks at what they reference.`,
    },
  ]
}

/** Every rule that finds no key for some of its columns, once, however many those are. */
function ruleNotes({ inference }: Examined): readonly Warning[] {
  return [...groupBy(inference.ruleMisses, ({ rule }) => rule)].map(([rule, columns]) => {
    const [first] = columns.map(({ from }) => spelledColumns(from))
    const others = columns.length === 1 ? '' : ` and ${counted(columns.length - 1, 'other column')}`
    return {
      code: 'rule-without-key',
      says: `The rule ${rule} finds no key of the same type for ${first}${others}.`,
    }
  })
}

/** Whether an id names columns that are there, be the relation proposed or not: live data may yet propose it. */
function namesColumns(schema: Schema): (id: string) => boolean {
  const [find, database] = [lookUp(schema), databaseLookUp(schema)]
  const isThere = ({ table, columns }: NamedColumns): boolean => {
    const model = database.model(table) ?? find.model(table)
    return (
      model !== undefined &&
      columns.every((column) => database.field(model, column) ?? find.field(model.name, column))
    )
  }
  return (id) => {
    const parsed = parseRelationId(id)
    return parsed !== undefined && isThere(parsed.from) && isThere(parsed.to)
  }
}

/** Every entry of `ignore` that keeps nothing away. */
function ignoreNotes({ schema, style, memory, inference }: Examined): readonly Warning[] {
  const remembered = Object.keys(memory.relations)
  const among = (globs: readonly string[], { references }: Examined['inference']) =>
    unmatchedGlobs(
      globs,
      schema,
      references.flatMap(({ candidates }) => candidates),
      remembered,
    )
  const isThere = namesColumns(schema)
  const doubtful = among(memory.ignore, inference).filter((glob) => !isThere(glob))
  if (doubtful.length === 0) return []
  // What an id keeps away is proposed only without it.
  const { answers } = memory
  const free = infer(schema, {
    own: { ...memory, ignore: [] },
    answers,
    includeIgnored: style.includeIgnored,
  })
  return among(doubtful, free).map((glob) => ({
    code: 'ignore-unmatched',
    says: `"ignore" in the decisions file: ${glob} matches no model, column or relation.`,
  }))
}

/** What in the decisions file does nothing: a slip, or left over from what is gone. */
export const decisionsFileNotes = (examined: Examined): readonly Warning[] => [
  ...ruleNotes(examined),
  ...ignoreNotes(examined),
]
