// What many names of a schema begin or end with, and no field need repeat: `zq_`, the `k` of `kKunde`, a glued `id`.
import { columnsOf, type Field, type Model, type Schema } from '../schema/schema.js'
import { wordsOf } from '../text/words.js'
import { inSingular, isPlural } from './identifier.js'

/** Whether a model is called as tables are, `users`: a person who writes models writes `User`. */
export const isNamedAsTable = (model: Model): boolean => /^\p{Ll}/u.test(model.name)

/** How the names of one schema are put together. */
export interface Affixes {
  /** The words of a model's name without what most of them begin with: `['user']` of `zq_user`. */
  readonly modelWords: (model: Model) => readonly string[]
  /** Whether a list of that name would hold the rows of a model that is called so. */
  readonly isModel: (words: readonly string[]) => boolean
  /** A column's name without what it shares with its neighbours: `owner` of `task_owner`, `Kategorie` of `kKategorie`. */
  readonly withoutPrefix: (column: Field, key: string, from: Model, to: Model) => string
  /** Whether keys end in `id` without a mark before it, as `customerid` does. */
  readonly gluesId: boolean
  /** The share of the models that are named in the plural: where it is high, such a name says nothing about number. */
  readonly pluralShare: number
}

// One name may be called so by chance; two are the least that a habit needs.
const HABIT = 2
// Half is chosen, not measured.
const MOST = 0.5
const KEY_LETTER = /^\p{Ll}(?=\p{Lu})/u
const KEY_IN_FRONT = /^(?:id|fk)_(?=.)/
const KEY_ALONE = /^(?:id|uuid|uid|fk|key|code|no|nr|num)$/

// The share is .99 and more in 16 schemas of the corpus, all of them prefixes. At .95, .93 and .84 it
// is a word of the field (`recreation`, `member`, `course`); at .968 one is a prefix (`IM`) that people write out.
const PREFIX_SHARE_OF_MODELS = 0.97

const isHabit = (count: number, all: number, share: number): boolean => count >= HABIT && count >= share * all

function occurrences(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** What that share of the values are, if anything is. */
const shared = (values: readonly string[], share: number): string | undefined =>
  [...occurrences(values)].find(([value, count]) => value !== '' && isHabit(count, values.length, share))?.[0]

const squashed = (name: string): string => name.replace(/_/g, '').toLowerCase()

/** The names of the columns that are primary keys alone. */
const keyNames = (model: Model): readonly string[] =>
  model.keys.flatMap(({ kind, fields }) => (kind === 'id' && fields.length === 1 ? fields : []))

/** Takes off a prefix and the `_` behind it; what it is followed by has to be a name of its own. */
function withoutStart(name: string, prefix: string): string {
  const start = new RegExp(`^${prefix.replaceAll('_', '_?')}`, 'i').exec(name)?.[0]
  if (start === undefined) return name
  const rest = name.slice(start.length)
  const bare = rest.replace(/^_+/, '')
  return bare !== '' && (bare !== rest || /^\p{Lu}/u.test(bare)) ? bare : name
}

/** `zq` where most models are called `zq_...`, `hike` of `hikePerson`; no word that is a table itself. */
function sharedWord(models: readonly Model[]): string | undefined {
  const firstWords = models.map(({ name }) => (wordsOf(name).length > 1 ? (wordsOf(name)[0] ?? '') : ''))
  const found = shared(firstWords, PREFIX_SHARE_OF_MODELS)
  const isTable = models.some(({ name }) => inSingular(wordsOf(name)).join() === found)
  return isTable ? undefined : found
}

/** `t` where most tables are called like their keys with a letter before: `tkategorie` with `kKategorie`. */
function gluedPrefix(models: readonly Model[]): string | undefined {
  const prefixes = models.flatMap((model) =>
    keyNames(model).flatMap((key) => {
      const stem = squashed(key.replace(KEY_LETTER, ''))
      return stem !== squashed(key) && model.name.endsWith(stem) ? [model.name.slice(0, -stem.length)] : []
    }),
  )
  const found = shared(prefixes, MOST)
  return found !== undefined && /^\p{Ll}+$/u.test(found) ? found : undefined
}

/** Whether its letters stand in the word in their order, the first of both being one: `cou` of `cours`, `dept`. */
const isShortFor = (short: string, word: string): boolean =>
  short[0] === word[0] && new RegExp([...short].join('.*'), 'u').test(word)

/** The words that most columns of a model begin with, where they come from its name: `task`, `cou` of `Cours`. */
function ownPrefix(model: Model): string | undefined {
  const ofModel = wordsOf(model.name)
  const columns = columnsOf(model).map(({ name }) => wordsOf(name))
  let found: string | undefined
  for (let length = 1; ; length++) {
    const longer = shared(
      columns.map((words) => (words.length > length ? words.slice(0, length).join('_') : '')),
      MOST,
    )
    const last = longer?.split('_').at(-1) ?? ''
    const bears = (word: string): boolean =>
      [word, ...inSingular([word])].some((one) => isShortFor(last, one))
    if (longer === undefined || !ofModel.some(bears)) return found
    found = longer
  }
}

/** Remembers what a function says of a model. */
function remembered<Value>(find: (model: Model) => Value): (model: Model) => Value {
  const known = new Map<Model, Value>()
  return (model) => {
    const value = known.get(model) ?? find(model)
    known.set(model, value)
    return value
  }
}

/** Reads the habits of a schema. */
export function affixesOf({ models }: Schema): Affixes {
  const prefix = sharedWord(models)
  const glued = gluedPrefix(models)
  const names = new Set(models.map(({ name }) => name))
  const letters = occurrences(models.flatMap(keyNames).flatMap((key) => KEY_LETTER.exec(key)?.[0] ?? []))
  const isKeyLetter = (letter: string): boolean => (letters.get(letter) ?? 0) >= HABIT
  const modelWords = remembered((model: Model): readonly string[] => {
    const words = wordsOf(model.name)
    const [first = ''] = words
    if (first === prefix && words.length > 1) return words.slice(1)
    // `template_settings` begins with the `t` of `tkategorie` by chance: its first word is no table.
    const isGlued = glued !== undefined && first.startsWith(glued) && first !== glued
    return isGlued && (words.length === 1 || names.has(first))
      ? [first.slice(glued.length), ...words.slice(1)]
      : words
  })
  const ownPrefixOf = remembered(ownPrefix)
  const tables = new Set(models.map((model) => inSingular(modelWords(model)).join('')))
  const gluedIds = models.flatMap(columnsOf).filter(({ name }) => {
    const [stem = ''] = /^\p{Ll}{3,}(?=id$)/u.exec(name) ?? []
    return tables.has(stem)
  })
  const inHouse = (name: string): string => {
    const letter = KEY_LETTER.exec(name)?.[0]
    const bare = letter !== undefined && isKeyLetter(letter) ? name.slice(1) : name
    if (prefix === undefined) return bare
    // `id_zq_owner`: the prefix stands behind what makes it a key.
    const key = KEY_IN_FRONT.exec(bare)?.[0] ?? ''
    return key + withoutStart(bare.slice(key.length), prefix)
  }
  return {
    modelWords,
    withoutPrefix: ({ name }, key, from, to) => {
      const own = ownPrefixOf(from)
      const bare = inHouse(name)
      if (own === undefined) return bare
      const short = withoutStart(name, own)
      const target = inSingular(modelWords(to)).join('')
      const words = wordsOf(bare)
      // `tax_class_id` in `tax_rates` is the whole name of a table.
      const isWhole = words.some(
        (_, i) => i > 0 && i < words.length - 1 && inSingular(words.slice(0, i + 1)).join('') === target,
      )
      // `blobHash` to a `versionedHash` says nothing without its `blob`.
      const [first = '', ...others] = wordsOf(short)
      const isKey = KEY_ALONE.test(first) || (others.length === 0 && first === wordsOf(key).at(-1))
      return isWhole || isKey ? bare : inHouse(short)
    },
    isModel: (words) => tables.has(inSingular(words).join('')),
    gluesId: gluedIds.length >= HABIT,
    pluralShare: models.filter((model) => isPlural(modelWords(model).at(-1) ?? '')).length / models.length,
  }
}
