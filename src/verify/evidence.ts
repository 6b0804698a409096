// Findings in a live database as evidence: their weight, and their wording without any value.
import { counted } from '../print/words.js'
import type { Candidate, Evidence } from '../relation/candidate.js'
import type { Comparison, Silence } from './check.js'
import type { LocatedRelation } from './located.js'
import { uniqueIndex } from './probes/catalog.js'
import { decoyRate } from './probes/decoys.js'
import {
  CONTRADICTION_ROWS,
  CONTRADICTION_SHARE,
  DENSE,
  informedWeight,
  LIVE_WEIGHTS,
  uncountableWeight,
} from './weights.js'

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i])

const columnNamesOf = (columns: readonly { readonly name: string }[]): readonly string[] =>
  columns.map(({ name }) => name)

function foreignKeyEvidence({ from, to }: LocatedRelation): readonly Evidence[] {
  const columns = columnNamesOf(from.columns)
  const key = from.table.foreignKeys.find((known) => isSame(known.columns, columns))
  if (key === undefined) return []
  const here = key.table === to.table.name && isSame(key.referenced, columnNamesOf(to.columns))
  return [
    here
      ? { source: 'foreign key', says: 'the database has this foreign key', weight: LIVE_WEIGHTS.foreignKey }
      : {
          source: 'foreign key',
          says: `the database has a foreign key from here to ${key.table}`,
          weight: LIVE_WEIGHTS.foreignKeyElsewhere,
        },
  ]
}

function typeEvidence({ from, to }: LocatedRelation): readonly Evidence[] {
  const pairs = from.columns.map((column, i) => [column, to.columns[i]] as const)
  const differing = pairs.find(([a, b]) => a.family === 'integer' && a.type !== b?.type)
  // That the types agree is no news: inference proposes nothing else.
  if (differing === undefined) return []
  const says = `the column types differ: ${differing[0].type} and ${differing[1]?.type}`
  return [{ source: 'column type', says, weight: LIVE_WEIGHTS.otherType }]
}

/** The words of a text, without a plural s. */
const commentWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/s$/, ''))
    .filter((word) => word !== '')

function commentEvidence({ from, to }: LocatedRelation): readonly Evidence[] {
  const wanted = commentWords(to.table.name).join(' ')
  const named = from.columns.some(({ comment }) =>
    ` ${commentWords(comment).join(' ')} `.includes(` ${wanted} `),
  )
  if (!named) return []
  return [
    {
      source: 'comment',
      says: `the column's comment names ${to.table.name}`,
      weight: LIVE_WEIGHTS.commentNamesTable,
    },
  ]
}

function uniqueEvidence({ from }: LocatedRelation, candidate: Candidate): readonly Evidence[] {
  if (
    candidate.cardinality === 'one-to-one' ||
    uniqueIndex(from.table, columnNamesOf(from.columns)) === undefined
  )
    return []
  // Worth nothing for the relation, but worth knowing: Prisma needs @unique for one-to-one.
  const says = 'unique in the database but not in the schema: @unique would make it one-to-one'
  return [{ source: 'unique', says, weight: 0 }]
}

/** What the catalog says of a candidate. */
export const catalogEvidence = (located: LocatedRelation, candidate: Candidate): readonly Evidence[] => [
  ...foreignKeyEvidence(located),
  ...typeEvidence(located),
  ...commentEvidence(located),
  ...uniqueEvidence(located, candidate),
]

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`

/** How the rows with and without a match divide. */
function orphanEvidence(comparison: Comparison, target: string): readonly Evidence[] {
  const { matchedRows, missingRows } = comparison
  if (missingRows === 0) return []
  const rows = matchedRows + missingRows
  const share = missingRows / rows
  const says = `${missingRows} of ${counted(rows, 'sampled row')} ${missingRows === 1 ? 'has' : 'have'} no ${target} (${percent(share)})`
  if (share <= CONTRADICTION_SHARE) return [{ source: 'orphans', says, weight: LIVE_WEIGHTS.someOrphans }]
  const weight =
    missingRows < CONTRADICTION_ROWS ? LIVE_WEIGHTS.contradictedByFewRows : LIVE_WEIGHTS.contradicted
  return [{ source: 'orphans', says, weight }]
}

/** The source of evidence that values match. */
export const MATCH = 'inclusion'

/** What the matches are worth, in log-odds: nothing where decoys matched as well. */
export const matchWeight = ({ matchedValues, decoys, shortest }: Comparison): number =>
  decoys === undefined
    ? uncountableWeight(matchedValues, shortest)
    : informedWeight(matchedValues, decoyRate(decoys.found, decoys.asked))

function matchEvidence(comparison: Comparison, target: string): Evidence {
  const { matchedValues, missingValues, decoys } = comparison
  const weight = matchWeight(comparison)
  const all = missingValues === 0 && matchedValues > 1 ? 'all ' : ''
  const fit = `${all}${counted(matchedValues, 'sampled value')} ${matchedValues === 1 ? 'is a key' : 'are keys'} of ${target}`
  if (decoys === undefined) return { source: MATCH, says: fit, weight }
  const says =
    decoyRate(decoys.found, decoys.asked) > DENSE
      ? `${fit}, but so would be any others in their range`
      : `${fit}; of ${counted(decoys.asked, 'decoy')}, ${decoys.found} ${decoys.found === 1 ? 'is' : 'are'}`
  return { source: MATCH, says, weight }
}

/**
 * Values enough to tell where they stop, and the share of the keys' range they must cover. A hundred values drawn from all keys
 * would never stop there; the quarter is a choice, for references that only the oldest rows have.
 */
const VALUES_FOR_RANGE = 100
const LEAST_RANGE_SHARE = 0.25

function rangeEvidence(
  { rangeShare, matchedValues, spread }: Comparison,
  target: string,
): readonly Evidence[] {
  if (
    rangeShare === undefined ||
    !spread ||
    matchedValues < VALUES_FOR_RANGE ||
    rangeShare >= LEAST_RANGE_SHARE
  )
    return []
  const says = `the values stop at ${percent(rangeShare)} of the keys of ${target}`
  return [{ source: 'range', says, weight: LIVE_WEIGHTS.fallsShort }]
}

function countEvidence({ noneRows, hasDuplicates, matchedValues }: Comparison): readonly Evidence[] {
  const none =
    noneRows === 0
      ? []
      : [
          {
            source: 'none',
            says: `${counted(noneRows, 'sampled row')} ${noneRows === 1 ? 'holds' : 'hold'} a value such as 0 for none`,
            weight: 0,
          },
        ]
  const single =
    hasDuplicates === false && matchedValues > 1
      ? [{ source: 'one-to-one', says: 'no value was found twice: may be one-to-one', weight: 0 }]
      : []
  return [...none, ...single]
}

/**
 * What the data says of a candidate.
 *
 * @param target the referenced model, as messages name it
 */
export function dataEvidence(comparison: Comparison, target: string): readonly Evidence[] {
  if (comparison.silence !== undefined) return countEvidence(comparison)
  const orphans = orphanEvidence(comparison, target)
  // What fits by chance does not speak for a candidate that the rest refutes.
  if (orphans.some(({ weight }) => weight < LIVE_WEIGHTS.someOrphans)) return orphans
  return [
    ...(comparison.matchedValues === 0 ? [] : [matchEvidence(comparison, target)]),
    ...orphans,
    ...rangeEvidence(comparison, target),
    ...countEvidence(comparison),
  ]
}

const SILENCES: Readonly<Record<Silence, string>> = {
  'no-rows': 'the table is empty',
  'all-null': 'the sampled rows hold only NULL',
  'no-keys': 'the referenced table is empty',
  'nothing-to-compare': 'no sampled value can be compared',
}

/** Why the data said nothing, in words. */
export const silenceInWords = (silence: Silence): string => SILENCES[silence]
