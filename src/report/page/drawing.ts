// A picture as SVG: boxes that lead to their neighbourhood, lines that tell their evidence.
import type { PageRelation } from '../page-data.js'
import { chosenTarget } from './answers.js'
import { s } from './dom.js'
import { type Box, HEAD, type Picture, ROW, type Wire } from './layout.js'
import { aroundModel, type Shell, STATES, spelledSide } from './shell.js'

const KEY_SIGNS: Readonly<Record<string, string>> = { id: '◆', unique: '◇' }

function boxOf({ model, columns, hidden, x, y, width, height }: Box, focus: string | undefined): SVGElement {
  const rows = columns.map(({ name, type, key }, i) => {
    const line = y + HEAD + i * ROW + ROW / 2 + 6
    return [
      s('text', { x: x + 12, y: line, class: 'column' }, `${KEY_SIGNS[key] ?? ' '} ${name}`),
      s('text', { x: x + width - 12, y: line, class: 'type', 'text-anchor': 'end' }, type),
    ]
  })
  const more =
    hidden === 0
      ? []
      : [
          s(
            'text',
            { x: x + 12, y: y + HEAD + columns.length * ROW + ROW / 2 + 6, class: 'more' },
            `+ ${hidden} more`,
          ),
        ]
  return s(
    'g',
    {
      class: `box${model.name === focus ? ' focus' : ''}${model.isView ? ' view' : ''}`,
      'data-model': model.name,
    },
    s('title', {}, model.table === model.name ? model.name : `${model.name}, in the database ${model.table}`),
    s('rect', { x, y, width, height, rx: 6 }),
    s('path', {
      class: 'head',
      d: `M${x} ${y + 6}a6 6 0 0 1 6 -6h${width - 12}a6 6 0 0 1 6 6v${HEAD - 6}h${-width}z`,
    }),
    s(
      'a',
      { href: aroundModel(model.name), 'aria-label': `The diagram around ${model.name}` },
      s('text', { x: x + 12, y: y + 18, class: 'name' }, model.name),
    ),
    rows.flat(),
    more,
  )
}

function wireElement(shell: Shell, { relation, line, ends }: Wire): SVGElement {
  const open = (): void => shell.open(relation)
  return s(
    'g',
    {
      class: `wire ${relation.state}`,
      tabindex: 0,
      role: 'button',
      'data-id': relation.id,
      'data-from': relation.from.model,
      'data-to': relation.to.model,
      onclick: open,
      onkeydown: (event) => {
        if (!(event instanceof KeyboardEvent) || (event.key !== 'Enter' && event.key !== ' ')) return
        event.preventDefault()
        open()
      },
    },
    s('title', {}),
    s('path', { class: 'hit', d: line }),
    s('path', { class: 'line', d: line }),
    s('path', { class: 'ends', d: ends }),
    s('text', { class: 'elsewhere', 'text-anchor': 'middle' }),
  )
}

/** Lights up what a model is connected with while it is pointed at. */
function lightUp(drawing: SVGSVGElement): void {
  const lit = (target: EventTarget | null): void => {
    const box = target instanceof Element ? target.closest<SVGElement>('.box') : null
    const model = box?.dataset.model
    drawing.classList.toggle('is-lit', model !== undefined)
    for (const wire of drawing.querySelectorAll<SVGElement>('.wire'))
      wire.classList.toggle('lit', wire.dataset.from === model || wire.dataset.to === model)
  }
  drawing.addEventListener('pointerover', ({ target }) => lit(target))
  drawing.addEventListener('pointerleave', () => lit(null))
}

/** What a line says: where it leads, or is to lead once another target was chosen. */
function nameWire(wire: SVGElement, relation: PageRelation, chosen: string | undefined): void {
  const state = STATES[relation.state].name
  const leads = `${spelledSide(relation.from)} -> ${spelledSide(relation.to)}`
  const other = chosen === undefined ? '' : `another target: ${chosen}`
  wire.setAttribute('aria-label', [leads, state, other].filter(Boolean).join(', '))
  const title = wire.querySelector('title')
  if (title !== null) title.textContent = `${leads} (${[state, other].filter(Boolean).join(', ')})`
  const text = wire.querySelector('.elsewhere')
  const line = wire.querySelector<SVGPathElement>('.line')
  if (text === null || line === null || text.textContent === other) return
  text.textContent = other
  if (other === '') return
  const { x, y } = line.getPointAtLength(line.getTotalLength() / 2)
  text.setAttribute('x', String(x))
  text.setAttribute('y', String(y - 6))
  // Above the boxes, which are drawn later: they would hide it.
  wire.parentNode?.append(wire)
}

/** What the lines show of the answers that were given. */
export function drawAnswers(drawing: SVGSVGElement, shell: Shell, selected: PageRelation | undefined): void {
  const answers = shell.book.current()
  const byId = new Map(shell.data.relations.map((relation) => [relation.id, relation]))
  for (const wire of drawing.querySelectorAll<SVGElement>('.wire')) {
    const id = wire.dataset.id ?? ''
    const relation = byId.get(id)
    const chosen = relation === undefined ? undefined : chosenTarget(relation, answers.get(id))
    if (relation !== undefined) nameWire(wire, relation, chosen && spelledSide(chosen.to))
    wire.classList.toggle('yes', answers.get(id)?.verdict === 'accept')
    wire.classList.toggle('no', answers.get(id)?.verdict === 'reject')
    wire.classList.toggle('selected', id === selected?.id)
  }
}

/** The picture; `focus` is the model it is about. */
export function drawingOf(shell: Shell, picture: Picture, focus: string | undefined): SVGSVGElement {
  const { boxes, wires, width, height } = picture
  const drawing = s(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Diagram' },
    wires.map((wire) => wireElement(shell, wire)),
    boxes.map((box) => boxOf(box, focus)),
  )
  lightUp(drawing)
  return drawing
}
