// What wants a look and is no relation: columns that fit nothing, missing indexes, models that stand alone, notes.
import { counted, spelledColumns } from '../../print/words.js'
import type { PageData, PageModel } from '../page-data.js'
import { h } from './dom.js'
import { columnsLink, type Shell, type View } from './shell.js'

type CellContent = string | HTMLElement

/** A list with a search of its own, and what is said where it is empty. */
function listView(
  says: string,
  empty: string,
  head: readonly string[],
  rows: readonly { readonly text: string; readonly cells: readonly CellContent[] }[],
  more: readonly HTMLElement[] = [],
): View {
  if (rows.length === 0)
    return { element: h('section', { class: 'list' }, h('p', { class: 'empty' }, empty)), show: () => {} }
  const lines = rows.map(({ text, cells }) => ({
    text: text.toLowerCase(),
    element: h(
      'tr',
      {},
      cells.map((cell) => h('td', {}, cell)),
    ),
  }))
  const count = h('output', {})
  const search = h('input', { type: 'search', placeholder: 'Search', 'aria-label': 'Search this list' })
  const refresh = (): void => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const { text, element } of lines) element.hidden = !words.every((word) => text.includes(word))
    const shown = lines.filter(({ element }) => !element.hidden).length
    count.textContent =
      shown === lines.length ? counted(shown, 'line') : `${shown} of ${counted(lines.length, 'line')}`
  }
  search.addEventListener('input', refresh)
  refresh()
  const table = h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      {},
      lines.map(({ element }) => element),
    ),
  )
  return {
    element: h(
      'section',
      { class: 'list' },
      h('div', { class: 'tools' }, search, count, h('span', { class: 'told' }, says)),
      h('div', { class: 'scroller' }, table, more),
    ),
    show: () => {},
  }
}

const KINDS_OF_COLUMNS: Readonly<Record<string, string>> = {
  polymorphic: 'another column says which model it means',
  external: 'an id of another system',
  'type-differs': 'the types differ',
  'not-unique': 'the key is not unique',
  'no-target': 'nothing goes by that name',
}

export const unresolvedView = ({ data }: Shell): View =>
  listView(
    'Columns that look like references and are not offered as relations.',
    'Every column that looks like a reference has a target.',
    ['Column', 'Kind', 'Why', 'Nearest'],
    data.unresolved.map(({ from, reason, says, nearest }) => ({
      text: `${spelledColumns(from)} ${says} ${nearest}`,
      cells: [columnsLink(from), KINDS_OF_COLUMNS[reason] ?? reason, says, nearest],
    })),
  )

export function indexesView({ data }: Shell): View {
  const statements = data.missingIndexes.map(({ statement }) => statement).join('\n')
  return listView(
    'Without an index on its columns a relation makes the database read whole tables.',
    'No accepted relation lacks an index; open ones are looked at when they are accepted.',
    ['Columns', 'In the schema', 'In the database'],
    data.missingIndexes.map(({ columns, attribute, statement }) => ({
      text: `${spelledColumns(columns)} ${statement}`,
      cells: [columnsLink(columns), h('code', {}, attribute), h('code', {}, statement)],
    })),
    [h('h3', {}, 'All statements'), h('pre', { tabindex: 0 }, statements)],
  )
}

/** The models that no relation touches, neither declared nor likely. */
export function modelsAlone({ models, relations }: PageData): readonly PageModel[] {
  const touched = new Set(
    relations.filter(({ state }) => state !== 'rejected').flatMap(({ from, to }) => [from.model, to.model]),
  )
  return models.filter(({ name, isImplicit }) => !touched.has(name) && !isImplicit)
}

export const aloneView = ({ data }: Shell): View =>
  listView(
    'Models without any relation, neither declared nor likely.',
    'Every model has a relation.',
    ['Model', 'Columns'],
    modelsAlone(data).map(({ name, isView, columns }) => ({
      text: name,
      cells: [h('b', {}, name, isView ? ' (view)' : ''), columns.map((column) => column.name).join(', ')],
    })),
  )

export const notesView = ({ data }: Shell): View =>
  listView(
    'Decisions that no longer fit, and what else was noticed.',
    'Nothing else was noticed.',
    ['Note'],
    data.notes.map((note) => ({ text: note, cells: [note] })),
  )
