// All about one relation, beside whatever view it was opened from.
import { spelledColumns, spelledConfidence } from '../../print/words.js'
import type { PageRelation } from '../page-data.js'
import { chosenTarget, openTargets, spelledTarget } from './answers.js'
import { h } from './dom.js'
import { answerButtons, aroundModel, badge, columnsLink, type Shell, spelledSide } from './shell.js'

/** A weight as a bar to the right, for, or to the left, against. Four log-odds take 50 % to 98 %: more says no more. */
function weightBar(weight: number): HTMLElement {
  const share = Math.min(1, Math.abs(weight) / 4)
  const bar = h('i', { class: weight < 0 ? 'against' : 'for' })
  bar.style.width = `${Math.max(2, share * 50)}%`
  return h(
    'span',
    { class: 'weight', role: 'img', 'aria-label': `speaks ${weight < 0 ? 'against it' : 'for it'}` },
    bar,
  )
}

function targetChoice({ book, data }: Shell, relation: PageRelation): HTMLElement | undefined {
  const others = openTargets(data.relations)(relation)
  if (!relation.takesYes || others.length === 0) return undefined
  const chosen = chosenTarget(relation, book.current().get(relation.id))
  const select = h(
    'select',
    {
      id: 'target',
      onchange: () => {
        const to = select.value
        book.give([relation], to === '' ? { verdict: 'accept' } : { verdict: 'accept', to })
      },
    },
    h('option', { value: '', selected: chosen === undefined }, spelledColumns(relation.to)),
    others.map(({ to, confidence }) =>
      h(
        'option',
        { value: spelledTarget(to), selected: chosen?.to === to },
        `${spelledColumns(to)}, ${spelledConfidence(confidence)}`,
      ),
    ),
  )
  return h('p', { class: 'target' }, h('label', { for: 'target' }, 'Accept with the target '), select)
}

const PRISMA_RELATIONS = 'https://www.prisma.io/docs/orm/prisma-schema/data-model/relations'

/** The account of a relation. */
export function evidencePanel(
  shell: Shell,
  relation: PageRelation,
  close: () => void,
): readonly HTMLElement[] {
  const { from, state, told, names, evidence, isOneToOne, isOptional } = relation
  const chosen = chosenTarget(relation, shell.book.current().get(relation.id))
  const offered = { to: relation.to, confidence: relation.confidence }
  const { to, confidence } = chosen ?? offered
  const rivals = [...(chosen === undefined ? [] : [offered]), ...relation.alternatives].filter(
    (other) => other !== chosen,
  )
  const target = targetChoice(shell, relation)
  return [
    h(
      'header',
      {},
      h('h2', {}, columnsLink(from), ' → ', columnsLink(to)),
      h(
        'button',
        { type: 'button', class: 'close', 'aria-label': 'Close (Esc)', title: 'Close (Esc)', onclick: close },
        '✕',
      ),
    ),
    h(
      'p',
      {},
      badge(state),
      confidence === undefined ? '' : ` ${spelledConfidence(confidence)} likely`,
      `, ${isOneToOne ? 'one to one' : 'many to one'}${isOptional ? ', optional' : ''}`,
    ),
    h(
      'p',
      { class: 'told' },
      chosen === undefined
        ? `${told[0]?.toUpperCase() ?? ''}${told.slice(1)}.`
        : `Another target, chosen here; ${spelledSide(relation.to)} was offered.`,
    ),
    answerButtons(shell, relation, false),
    ...(target === undefined ? [] : [target]),
    ...(chosen !== undefined
      ? [h('p', { class: 'told' }, 'It gets names for this target when it is written.')]
      : names.field === ''
        ? [h('p', { class: 'told' }, 'It cannot be written as it stands, so nobody is asked about it.')]
        : [
            h(
              'dl',
              {},
              h('dt', {}, from.model),
              h('dd', {}, h('code', {}, names.field)),
              ...(names.back === '' ? [] : [h('dt', {}, to.model), h('dd', {}, h('code', {}, names.back))]),
            ),
          ]),
    ...(evidence.length === 0
      ? []
      : [
          h('h3', {}, chosen === undefined ? 'Why' : `Why ${spelledSide(relation.to)} was offered`),
          h(
            'ul',
            { class: 'evidence' },
            evidence.map(({ says, weight }) => h('li', {}, weightBar(weight), h('span', {}, says))),
          ),
        ]),
    ...(rivals.length === 0
      ? []
      : [
          h('h3', {}, 'Or'),
          h(
            'ul',
            {},
            rivals.map((other) =>
              h('li', {}, columnsLink(other.to), ` ${spelledConfidence(other.confidence ?? 0)}`),
            ),
          ),
        ]),
    h('h3', {}, 'Diagrams'),
    h(
      'ul',
      {},
      [...new Set([from.model, to.model])].map((model) =>
        h(
          'li',
          {},
          h('a', { href: aroundModel(model) }, `around ${model}`),
          ', ',
          h('a', { href: aroundModel(model, 2) }, 'two steps'),
        ),
      ),
    ),
    h(
      'p',
      { class: 'told' },
      h('a', { href: PRISMA_RELATIONS, rel: 'noreferrer' }, 'Relations in Prisma’s documentation'),
    ),
  ]
}
