// The table of relations: searched, sorted, answered.
import { counted, spelledConfidence } from '../../print/words.js'
import type { PageRelation, PageState } from '../page-data.js'
import { chosenTarget, isWaiting, type PageAnswer, unansweredOf } from './answers.js'
import { h } from './dom.js'
import {
  answerButtons,
  answeredByKey,
  badge,
  columnsLink,
  type Shell,
  STATES,
  spelledSide,
  type View,
} from './shell.js'

interface RelationRow {
  readonly relation: PageRelation
  readonly element: HTMLTableRowElement
  /** Shows the answer that stands now. */
  readonly redraw: () => void
  /** All that a search looks at: what is shown, never more. */
  readonly text: () => string
}

type RelationOrder = (a: PageRelation, b: PageRelation) => number

const ORDER: readonly PageState[] = ['proposed', 'open', 'restored', 'existing', 'rejected']

const byText =
  (text: (relation: PageRelation) => string): RelationOrder =>
  (a, b) =>
    text(a).localeCompare(text(b), 'en', { numeric: true })

const COLUMNS: readonly { readonly name: string; readonly compare: RelationOrder | undefined }[] = [
  { name: 'Columns', compare: byText(({ from }) => spelledSide(from)) },
  { name: 'Reference', compare: byText(({ to }) => spelledSide(to)) },
  // What is declared needs no confidence and comes behind all that has one.
  { name: 'Likely', compare: (a, b) => (b.confidence ?? -1) - (a.confidence ?? -1) },
  { name: 'State', compare: (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) },
  { name: 'Answer', compare: undefined },
  { name: 'Why', compare: undefined },
]

function likely(confidence: number | undefined): HTMLElement | string {
  if (confidence === undefined) return ''
  const bar = h('i', {})
  bar.style.width = `${confidence * 100}%`
  return h('span', { class: 'likely' }, h('span', { class: 'meter' }, bar), spelledConfidence(confidence))
}

function tableRow(shell: Shell, relation: PageRelation): RelationRow {
  const { from, state, told } = relation
  // Of what is decided, who decided it comes first.
  const why = (isWaiting(relation) ? [relation.why] : [told, relation.why]).filter(Boolean).join('; ')
  const element = h('tr', { tabindex: -1, class: state })
  let drawn: PageAnswer | 'nothing' | undefined = 'nothing'
  let text = ''
  const redraw = (): void => {
    const answer = shell.book.current().get(relation.id)
    if (drawn === answer) return
    drawn = answer
    const chosen = chosenTarget(relation, answer)
    const { to, confidence } = chosen ?? relation
    const says =
      chosen === undefined ? why : `another target, chosen here; ${spelledSide(relation.to)} was offered`
    element.dataset.answer = answer?.verdict ?? ''
    element.replaceChildren(
      h('td', { title: spelledSide(from) }, columnsLink(from)),
      h('td', { title: spelledSide(to) }, columnsLink(to)),
      h('td', { class: 'number' }, likely(confidence)),
      h('td', { title: told }, badge(state)),
      h('td', {}, answerButtons(shell, relation, true)),
      h('td', { class: 'why', title: says }, says),
    )
    text = `${spelledSide(from)} ${spelledSide(to)} ${STATES[state].name} ${says}`.toLowerCase()
  }
  redraw()
  return { relation, element, redraw, text: () => text }
}

/** The table with its search, its filters and its keys. */
export function relationsView(shell: Shell): View {
  const { data, book } = shell
  const rows = data.relations.map((relation) => tableRow(shell, relation))
  const rowOfElement = new Map<Element, RelationRow>(rows.map((row) => [row.element, row]))
  const body = h('tbody', {})
  const shownCount = h('output', {})
  const states = new Set<PageState>(
    ORDER.filter((state) => rows.some(({ relation }) => relation.state === state)),
  )
  // A no needs no second look.
  if (states.size > 1) states.delete('rejected')
  let sorting = { column: 3, isReversed: false }
  let shown: readonly RelationRow[] = []

  const search = h('input', {
    type: 'search',
    placeholder: 'Search models, columns, reasons',
    'aria-label': 'Search relations',
  })
  const least = h('input', {
    type: 'number',
    min: 0,
    max: 99,
    step: 5,
    placeholder: '0',
    'aria-label': 'Likely at least, in percent',
  })

  const focusRow = (row: RelationRow | undefined): void => {
    if (row === undefined) return
    body.querySelector('tr[tabindex="0"]')?.setAttribute('tabindex', '-1')
    row.element.tabIndex = 0
    row.element.focus()
    shell.follow(row.relation)
  }

  const bulk = (verdict: PageAnswer['verdict'], word: string): HTMLButtonElement =>
    h(
      'button',
      {
        type: 'button',
        onclick: () =>
          book.give(
            unansweredOf(
              book.current(),
              shown.map(({ relation }) => relation),
            ),
            { verdict },
            true,
          ),
      },
      word,
    )
  const [acceptAll, rejectAll] = [bulk('accept', 'Accept all open shown'), bulk('reject', 'Reject them')]

  const empty = h(
    'p',
    { class: 'empty' },
    rows.length === 0
      ? 'No relations: the schema declares none, and no column looks like a reference.'
      : 'No relation fits the search and the states that are shown.',
  )
  const tally = (): void => {
    const left = unansweredOf(
      book.current(),
      shown.map(({ relation }) => relation),
    )
    const open = left.filter(({ takesYes }) => takesYes).length
    shownCount.textContent = `${counted(shown.length, 'relation')}, ${open} to answer`
    acceptAll.disabled = open === 0
    rejectAll.disabled = !left.some(({ takesNo }) => takesNo)
  }

  const refresh = (): void => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const from = Number(least.value) / 100
    const compare = COLUMNS[sorting.column]?.compare
    const kept = rows.filter(
      ({ relation, text }) =>
        states.has(relation.state) &&
        (from === 0 || (relation.confidence ?? 1) >= from) &&
        words.every((word) => text().includes(word)),
    )
    // Equally open ones: the surest first.
    const sorted = compare
      ? kept.toSorted(
          (a, b) =>
            (sorting.isReversed ? -1 : 1) * compare(a.relation, b.relation) ||
            (b.relation.confidence ?? 0) - (a.relation.confidence ?? 0),
        )
      : kept
    shown = sorted
    body.replaceChildren(...sorted.map(({ element }) => element))
    body.querySelector('tr[tabindex="0"]')?.setAttribute('tabindex', '-1')
    if (sorted[0] !== undefined) sorted[0].element.tabIndex = 0
    empty.hidden = sorted.length > 0
    tally()
  }

  const chips = ORDER.filter((state) => rows.some(({ relation }) => relation.state === state)).map(
    (state) => {
      const count = rows.filter(({ relation }) => relation.state === state).length
      const chip = h(
        'button',
        {
          type: 'button',
          class: `chip ${state}`,
          'aria-pressed': states.has(state) ? 'true' : 'false',
          title: STATES[state].says,
          onclick: () => {
            if (!states.delete(state)) states.add(state)
            chip.setAttribute('aria-pressed', String(states.has(state)))
            refresh()
          },
        },
        `${STATES[state].name} ${count}`,
      )
      return chip
    },
  )

  const heads = COLUMNS.map(({ name, compare }, column) => {
    if (compare === undefined) return h('th', { scope: 'col' }, name)
    const head = h('th', { scope: 'col', 'aria-sort': column === sorting.column ? 'ascending' : 'none' })
    head.append(
      h(
        'button',
        {
          type: 'button',
          onclick: () => {
            sorting = { column, isReversed: sorting.column === column && !sorting.isReversed }
            for (const other of heads) if (other.ariaSort !== null) other.ariaSort = 'none'
            head.ariaSort = sorting.isReversed ? 'descending' : 'ascending'
            refresh()
          },
        },
        name,
      ),
    )
    return head
  })

  const redrawAnswers = (): void => {
    for (const { redraw } of rows) redraw()
    tally()
  }
  book.onChange(redrawAnswers)

  body.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || target.closest('a, button') !== null) return
    const element = target.closest('tr')
    const row = element === null ? undefined : rowOfElement.get(element)
    if (row === undefined) return
    focusRow(row)
    shell.open(row.relation)
  })
  body.addEventListener('keydown', (event) => {
    const row = event.target instanceof Element ? rowOfElement.get(event.target) : undefined
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const at = shown.indexOf(row)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key]
    if (next !== undefined) focusRow(shown[next])
    else if (event.key === 'Enter' || event.key === ' ') shell.open(row.relation)
    else if (answeredByKey(shell, row.relation, event.key)) {
      if (event.key !== 'u') focusRow(shown[at + 1])
    } else return
    event.preventDefault()
  })
  search.addEventListener('input', refresh)
  least.addEventListener('input', refresh)
  search.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowDown' || key === 'Enter') focusRow(shown[0])
  })

  refresh()
  const element = h(
    'section',
    { class: 'relations' },
    h(
      'div',
      { class: 'tools' },
      search,
      h('div', { class: 'chips', role: 'group', 'aria-label': 'States shown' }, chips),
      h('label', {}, 'at least ', least, ' %'),
      shownCount,
      h('span', { class: 'bulk' }, acceptAll, rejectAll),
    ),
    h('div', { class: 'scroller' }, h('table', {}, h('thead', {}, h('tr', {}, heads)), body), empty),
    h(
      'p',
      { class: 'keys' },
      ...[
        ['/', 'search'],
        ['↑ ↓', 'move'],
        ['Enter', 'evidence'],
        ['a', 'accept'],
        ['r', 'reject'],
        ['u', 'leave open'],
      ].flatMap(([key = '', says = '']) => [h('kbd', {}, key), ` ${says} `]),
    ),
  )
  return {
    element,
    show: ([wanted]) => {
      if (wanted === undefined || wanted === search.value) return
      search.value = wanted
      refresh()
    },
  }
}
