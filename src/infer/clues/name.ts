import { type Clue, FACTS, type Pair } from '../clue.js'
import type { Context } from '../convention.js'
import { ATTRIBUTE_WORDS, GENERIC_ENDS, GENERIC_STARTS, PAST_STARTS, SELF_ROLES } from '../lexicon.js'
import { roleKindOf } from '../role-kind.js'
import { type Sign, sign, step } from '../sign.js'
import { isIndexUsual } from './index-lead.js'
import { keyKind } from './key.js'

// Longer rests are too rare for weights of their own.
const MOST_COUNTED_WORDS = 3
// As in the index of names: half of the tables do not share a word by chance.
const COMMON_REST_SHARE = 0.5

/** What the words of the column that the table does not have are. */
function columnRestSigns({ proposal }: Pair): readonly Sign[] {
  const { columnRest, convention } = proposal
  if (columnRest.length === 0) return []
  const kind = columnRest.some((word) => SELF_ROLES.has(word)) ? 'self' : roleKindOf(columnRest)
  return [
    sign(`name:column-rest-${Math.min(MOST_COUNTED_WORDS, columnRest.length)}`),
    sign(`name:column-rest-is-${kind}`),
    sign(`name:${convention}/rest-is-${kind}`),
  ]
}

/** What the words of the table that the column leaves out are: a prefix that most tables share, general words, or others. */
function tableRestSigns({ proposal, column }: Pair, { nameIndex }: Context): readonly Sign[] {
  const { tableRest, convention, table } = proposal
  if (tableRest.length === 0) return []
  const atStart = table.words[0] === tableRest[0]
  const word = (atStart ? tableRest[0] : tableRest.at(-1)) ?? ''
  const count = atStart ? nameIndex.tablesBeginning(word) : nameIndex.tablesEnding(word)
  const share = count / nameIndex.tables.length
  const generic = tableRest.every((w) => (atStart ? GENERIC_STARTS : GENERIC_ENDS).has(w))
  const side = atStart ? 'start' : 'end'
  return [
    sign(`name:table-rest-${Math.min(MOST_COUNTED_WORDS, tableRest.length)}`),
    sign(`name:table-rest-${side}-shared-${step(count, [2, 3, 8])}`),
    ...(share >= COMMON_REST_SHARE
      ? [sign(`name:table-rest-${side}-is-common`), sign(`name:${convention}/rest-is-common`)]
      : []),
    ...(atStart && PAST_STARTS.has(word) && column.table.words[0] !== word
      ? [sign('name:table-rest-is-past')]
      : []),
    ...(generic ? [sign(`name:table-rest-${side}-general`)] : []),
  ]
}

const lastWordsAgree = ({ column, key }: Pick<Pair, 'column' | 'key'>): boolean =>
  key.column.words.at(-1) === column.words.at(-1)

/** `country_code` for the unique code of `countries`, where no `country_id` stands beside it: then it is a copy. */
const isPlainCode = ({ proposal, column, key }: Pair): boolean =>
  !key.primary &&
  proposal.convention === 'natural-key' &&
  proposal.form === 'code' &&
  proposal.traits.length === 0 &&
  lastWordsAgree({ column, key }) &&
  !column.table.idStems.has(proposal.reading?.normalizedStem ?? '')

/** What is taken for a table's name is a word for a value as well, and no id word says that a row is meant: `sort_order`. */
const namesValue = ({ proposal: { form, reading, matched }, column }: Pair): boolean =>
  form === 'bare' &&
  matched > 0 &&
  column.field.type !== 'String' &&
  (reading?.stem.some((word) => ATTRIBUTE_WORDS.has(word)) ?? false)

/** How the column is named after the target: the convention, its form, and the words left over. */
export const name: Clue = {
  name: 'name',
  shared: {
    of: [
      FACTS.strength,
      FACTS.convention,
      FACTS.form,
      FACTS.isText,
      FACTS.isPrimary,
      keyKind,
      lastWordsAgree,
    ],
    signs: (pair) => {
      const { proposal, column, key } = pair
      const { convention: c, form } = proposal
      const kind = keyKind(pair)
      const type = column.field.type === 'String' ? 'text' : 'number'
      if (pair.strength === 'key') return [sign('name:any'), sign(`name:${c}/key`)]
      return [
        sign('name:any'),
        sign(`name:${c}`),
        sign(`name:form-${form}`),
        sign(`name:${c}/${form}`),
        sign(`name:${c}/${kind}`),
        ...(c === 'natural-key'
          ? [sign(`name:natural-key/${form}/${key.primary ? 'primary' : 'unique'}`)]
          : []),
        sign(`name:${form}/${type}`),
        sign(`name:${c}/${form}/${kind}/${type}`),
        sign(`name:${c}/key-${lastWordsAgree(pair) ? 'agrees' : 'differs'}`),
      ]
    },
  },
  signs: (pair, context) => {
    const { proposal, column, key } = pair
    const { convention: c, traits } = proposal
    const type = column.field.type === 'String' ? 'text' : 'number'
    if (pair.strength === 'key') return []
    return [
      ...(c === 'self' || c === 'natural-key'
        ? traits.map((trait) => sign(`name:${c}/${trait}/${type}`))
        : []),
      ...traits.map((trait) => sign(`name:${c}/${trait}`)),
      ...columnRestSigns(pair),
      ...tableRestSigns(pair, context),
      ...(isPlainCode(pair)
        ? [
            sign('name:natural-key/plain-code'),
            ...(column.index === 'none' && isIndexUsual(context.habits)
              ? [sign('name:natural-key/plain-code-without-index')]
              : []),
          ]
        : []),
      ...(proposal.matched > 1 ? [sign('name:several-words')] : []),
      ...(proposal.reading?.withoutPrefix ? [sign('name:without-column-prefix')] : []),
      ...(key.table === column.table ? [sign('name:own-table'), sign(`name:own-table/${c}`)] : []),
      ...(namesValue(pair) ? [sign('name:value-word'), sign(`name:${c}/value-word`)] : []),
    ]
  },
  says: ({ proposal }) => proposal.says,
}
