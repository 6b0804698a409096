// Every open column of a collection as the fit sees it: the signs of its pairs, and which pair is true.

import { compositeSigns, rivalSets } from '../infer/composite-signs.js'
import { contextOf } from '../infer/context.js'
import type { Context } from '../infer/convention.js'
import type { Numbering } from '../infer/numbering.js'
import { columnTargets, mayReference } from '../infer/pairs.js'
import { refusals } from '../infer/refusals/index.js'
import { signsOf } from '../infer/score.js'
import type { Sign } from '../infer/sign.js'
import type { Columns } from '../schema/schema.js'
import { type Specimen, usedColumns } from './collection.js'

/** The signs of one pair, by number. */
export interface Vector {
  readonly signs: Int32Array
  readonly values: Float64Array
}

/** One column set with the keys it may reference. */
export interface Trial {
  /** `Model(field)`. */
  readonly from: string
  /** `Model(field)` of every key that it may reference, and the signs of each. */
  readonly targets: readonly string[]
  readonly vectors: readonly Vector[]
  /** The true one; -1 when none of them is. */
  readonly truth: number
  /** Whether a column of it has a declared relation, be it with other columns or to something that nobody thought of. */
  readonly declared: boolean
}

/** The trials of one schema. */
export interface Exam {
  readonly specimen: Specimen
  readonly trials: readonly Trial[]
}

const vector = (names: readonly Sign[], numbers: Numbering): Vector => ({
  signs: Int32Array.from(names, ({ name }) => numbers.numberOf(name)),
  values: Float64Array.from(names, ({ value }) => value),
})

const columnsName = (model: string, fields: readonly string[]): string => `${model}(${fields.join(',')})`

/** Names both ends so that the order of the columns does not matter. */
function endsOf(from: Columns, to: Columns): { readonly from: string; readonly to: string } {
  const places = from.fields
    .map((_, i) => i)
    .sort((a, b) => ((from.fields[a] ?? '') < (from.fields[b] ?? '') ? -1 : 1))
  const ordered = ({ model, fields }: Columns) =>
    columnsName(
      model,
      places.map((i) => fields[i] ?? ''),
    )
  return { from: ordered(from), to: ordered(to) }
}

/** What may be referenced from one column set, and the signs of it. */
interface Option {
  readonly columns: Columns
  readonly from: string
  readonly to: string
  readonly signs: readonly Sign[]
}

function singleOptions(context: Context, unknown: ReadonlySet<string>): readonly (readonly Option[])[] {
  return context.nameIndex.tables.flatMap((table) =>
    table.columns.flatMap((column): readonly (readonly Option[])[] => {
      const { name } = table.model
      if (!mayReference(column, context) || unknown.has(`${name}.${column.field.name}`)) return []
      const targets = columnTargets(column, context)
      if (refusals.some((refusal) => refusal.says(targets, context) !== undefined)) return []
      return [
        targets.pairs.map((pair) => ({
          columns: { model: name, fields: [column.field.name] },
          from: columnsName(name, [column.field.name]),
          to: columnsName(pair.key.table.model.name, [pair.key.column.field.name]),
          signs: signsOf(pair, context),
        })),
      ]
    }),
  )
}

function compositeOptions({ composites, nameIndex, habits }: Context): readonly (readonly Option[])[] {
  return rivalSets(composites).map((set) =>
    set.map((composite): Option => {
      const from = {
        model: composite.table.model.name,
        fields: composite.parts.map((p) => p.from.field.name),
      }
      const to = { model: composite.target.model.name, fields: composite.parts.map((p) => p.to.field.name) }
      return {
        columns: from,
        ...endsOf(from, to),
        signs: compositeSigns(composite, set, nameIndex, habits.references),
      }
    }),
  )
}

/** Looks at one schema as inference does, and marks what is true. */
export function examOf(specimen: Specimen, numbers: Numbering): Exam {
  const context = contextOf(specimen.schema)
  const relations = specimen.relations.map(({ from, to }) => endsOf(from, to))
  const truth = new Set(relations.map(({ from, to }) => `${from}->${to}`))
  const isDeclared = usedColumns(specimen)
  const options = [...singleOptions(context, specimen.unknown), ...compositeOptions(context)]
  const trials = options.flatMap((list): readonly Trial[] => {
    const [first] = list
    return first === undefined
      ? []
      : [
          {
            from: first.from,
            targets: list.map(({ to }) => to),
            vectors: list.map(({ signs }) => vector(signs, numbers)),
            declared: isDeclared(first.columns),
            truth: list.findIndex(({ from, to }) => truth.has(`${from}->${to}`)),
          },
        ]
  })
  return { specimen, trials }
}
