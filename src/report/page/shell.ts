// What all views of the page share.
import { spelledColumns } from '../../print/words.js'
import type { Columns } from '../../schema/schema.js'
import type { PageData, PageModel, PageRelation, PageState } from '../page-data.js'
import { type AnswerBook, yesTo } from './answers.js'
import { h } from './dom.js'

export interface Shell {
  readonly data: PageData
  readonly models: ReadonlyMap<string, PageModel>
  readonly book: AnswerBook
  /** Shows one relation with its evidence beside the view. */
  readonly open: (relation: PageRelation) => void
  /** Shows another one there, if anything is shown. */
  readonly follow: (relation: PageRelation) => void
}

/** One of the page's views. Made once, shown again and again. */
export interface View {
  readonly element: HTMLElement
  /** Shows what the address asks for behind the view's own name. */
  readonly show: (path: readonly string[]) => void
}

export const STATES: Readonly<Record<PageState, { readonly name: string; readonly says: string }>> = {
  restored: { name: 'restored', says: 'accepted, written by this tool' },
  proposed: { name: 'would be accepted', says: 'this run would accept it; nothing is written yet' },
  open: { name: 'open', says: 'likely, waits for an answer' },
  existing: { name: 'existing', says: 'was in the schema before' },
  rejected: { name: 'rejected', says: 'somebody said no' },
}

export const badge = (state: PageState): HTMLElement =>
  h('span', { class: `badge ${state}`, title: STATES[state].says }, STATES[state].name)

/** `Post.authorId`; the model alone where two lists reference each other without columns. */
export const spelledSide = (columns: Columns): string =>
  columns.fields.length === 0 ? columns.model : spelledColumns(columns)

/** The address of the diagram around a model. */
export const aroundModel = (model: string, steps = 1): string =>
  `#diagrams/model/${encodeURIComponent(model)}/${steps}`

export const modelLink = (model: string): HTMLElement =>
  h('a', { href: aroundModel(model), title: `The diagram around ${model}` }, model)

/** A model with its columns: the model leads to its diagram. */
export const columnsLink = (columns: Columns): HTMLElement =>
  h('span', { class: 'columns' }, modelLink(columns.model), spelledSide(columns).slice(columns.model.length))

/** Yes and no to a relation, as far as it takes them. */
export function answerButtons(shell: Shell, relation: PageRelation, isShort: boolean): HTMLElement {
  const { book } = shell
  if (!relation.takesYes && !relation.takesNo) return h('span', { class: 'answers' })
  const button = (verdict: 'accept' | 'reject', sign: string, word: string): HTMLElement => {
    const given = book.current().get(relation.id)
    const isGiven = given?.verdict === verdict
    return h(
      'button',
      {
        type: 'button',
        class: verdict,
        'data-verdict': verdict,
        'aria-pressed': isGiven ? 'true' : 'false',
        'aria-label': `${word} ${spelledSide(relation.from)}`,
        title: `${word} (${verdict === 'accept' ? 'a' : 'r'})`,
        // Staying out of the tab order of a long table: the row itself takes the keys.
        tabindex: isShort ? -1 : 0,
        onclick: (event) => {
          event.stopPropagation()
          book.give([relation], isGiven ? undefined : { verdict })
        },
      },
      isShort ? sign : `${sign} ${word}`,
    )
  }
  return h(
    'span',
    { class: 'answers' },
    relation.takesYes ? button('accept', '✓', 'Accept') : undefined,
    relation.takesNo ? button('reject', '✗', relation.takesYes ? 'Reject' : 'Take out again') : undefined,
  )
}

/** What a letter does to the relation in hand; gives whether it did anything. */
export function answeredByKey({ book }: Shell, relation: PageRelation, key: string): boolean {
  if (key === 'a' && relation.takesYes) book.give([relation], yesTo(book.current(), relation))
  else if (key === 'r' && relation.takesNo) book.give([relation], { verdict: 'reject' })
  else if (key === 'u' && book.current().has(relation.id)) book.give([relation], undefined)
  else return false
  return true
}
