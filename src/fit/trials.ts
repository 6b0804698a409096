// Every open column of a collection as the fit sees it: the signs of its pairs, and which pair is true.
import type { Pair } from '../infer/clue.js'
import type { Outlook } from '../infer/convention.js'
import { habitsOf } from '../infer/habits.js'
import { houseOf } from '../infer/house.js'
import { isOpen, prospectsOf } from '../infer/pairs.js'
import { refusals } from '../infer/refusals/index.js'
import { signsOf } from '../infer/score.js'
import type { Specimen } from './collection.js'

/** Numbers the names of signs, so that vectors can be compact. */
export interface Alphabet {
  readonly names: readonly string[]
  readonly numberOf: (name: string) => number
}

export function alphabet(): Alphabet {
  const names: string[] = []
  const numbers = new Map<string, number>()
  return {
    names,
    numberOf: (name) => {
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, names.length)
      names.push(name)
      return names.length - 1
    },
  }
}

/** The signs of one pair, by number. */
export interface Vector {
  readonly signs: Int32Array
  readonly values: Float64Array
}

/** One column with the pairs it may be the referencing end of. */
export interface Trial {
  /** `Model.field`. */
  readonly column: string
  readonly pairs: readonly Pair[]
  readonly vectors: readonly Vector[]
  /** The true pair; -1 when none of them is. */
  readonly truth: number
  /** Whether the truth lists a relation for this column at all. */
  readonly declared: boolean
}

/** The trials of one schema. */
export interface Exam {
  readonly specimen: Specimen
  readonly outlook: Outlook
  readonly trials: readonly Trial[]
}

const vector = (names: readonly { name: string; value: number }[], letters: Alphabet): Vector => ({
  signs: Int32Array.from(names, ({ name }) => letters.numberOf(name)),
  values: Float64Array.from(names, ({ value }) => value),
})

/** Looks at one schema as inference does, and marks what is true. */
export function examine(specimen: Specimen, letters: Alphabet): Exam {
  const house = houseOf(specimen.schema, false)
  const outlook: Outlook = { house, habits: habitsOf(house), answers: {} }
  const truth = new Map<string, string[]>()
  for (const { from, to } of specimen.links)
    if (from.fields.length === 1) {
      const column = `${from.model}.${from.fields[0]}`
      truth.set(column, [...(truth.get(column) ?? []), `${to.model}.${to.fields[0]}`])
    }
  const trials = house.tables.flatMap((table) =>
    table.columns.flatMap((column): readonly Trial[] => {
      const name = `${table.model.name}.${column.field.name}`
      if (!isOpen(column, outlook) || specimen.unknown.has(name)) return []
      const prospects = prospectsOf(column, outlook)
      const { pairs } = prospects
      if (pairs.length === 0 || refusals.some((refusal) => refusal.says(prospects, outlook) !== undefined))
        return []
      const targets = truth.get(name) ?? []
      return [
        {
          column: name,
          pairs,
          vectors: pairs.map((pair) => vector(signsOf(pair, outlook), letters)),
          truth: pairs.findIndex(({ key }) =>
            targets.includes(`${key.table.model.name}.${key.column.field.name}`),
          ),
          declared: targets.length > 0,
        },
      ]
    }),
  )
  return { specimen, outlook, trials }
}
