// The diagrams: one for each connected cluster, for the parts of a large one, and for what is around each model.
import { counted } from '../../print/words.js'
import { type Cluster, connectedClusters, readableParts } from '../clusters.js'
import type { PageRelation } from '../page-data.js'
import { isWaiting } from './answers.js'
import { h, isTyping } from './dom.js'
import { drawAnswers, drawingOf } from './drawing.js'
import { pictureOf } from './layout.js'
import { crowdedModels, neighbourhood } from './neighbourhood.js'
import { aroundModel, modelLink, type Shell, STATES, type View } from './shell.js'

/** Above so many relations a cluster is shown in parts, and as a whole by the names of its models alone. */
const READABLE = 40
/** Above so many models one line for each column is too much to lay out and to look at. */
const MOST_WITH_COLUMNS = 60
const SCALES = { least: 0.05, most: 2, step: 1.25 } as const

/** What a diagram shows, and how it is called. */
interface Subject {
  readonly title: string
  readonly note: string
  readonly models: readonly string[]
  readonly relations: readonly PageRelation[]
  readonly focus: string | undefined
}

const clusterTitle = ({ models }: Cluster<PageRelation>): string =>
  models.length <= 3 ? models.join(', ') : `${models.slice(0, 2).join(', ')} + ${models.length - 2}`

/**
 * @param isEvery Whether also what nearly everything references is drawn with all its lines, which hide all others.
 */
function clusterSubject(cluster: Cluster<PageRelation>, isEvery: boolean): Subject {
  const crowd = isEvery || cluster.models.length <= MOST_WITH_COLUMNS ? [] : crowdedModels(cluster.links)
  const links = cluster.links.filter(({ to }) => !crowd.includes(to.model))
  const models = [...new Set(links.flatMap(({ from, to }) => [from.model, to.model]))]
  const note = `${counted(cluster.models.length, 'model')}, ${counted(cluster.links.length, 'relation')}`
  if (crowd.length === 0)
    return { title: clusterTitle(cluster), note, models: cluster.models, relations: links, focus: undefined }
  const alone = cluster.models.length - models.length
  return {
    title: `All ${cluster.models.length} models that are connected`,
    note: `${note}; without those to ${crowd.join(', ')}, which nearly everything references, and without ${alone} models that reference nothing else`,
    models,
    relations: links,
    focus: undefined,
  }
}

function aroundSubject(relations: readonly PageRelation[], model: string, steps: number): Subject {
  const { models, relations: found, crowded } = neighbourhood(relations, model, steps)
  const through =
    crowded.length === 0
      ? ''
      : `; not beyond ${crowded.join(', ')}, which nearly everything is connected with`
  return {
    title: `Around ${model}`,
    note: `${counted(models.length, 'model')}, ${counted(found.length, 'relation')}${through}`,
    models,
    relations: found,
    focus: model,
  }
}

/** Moves the diagram under the pointer. */
function dragged(stage: HTMLElement): void {
  stage.addEventListener('pointerdown', (start) => {
    const isOnThing = start.target instanceof Element && start.target.closest('a, .wire') !== null
    if (start.button !== 0 || start.pointerType !== 'mouse' || isOnThing) return
    const [left, top] = [stage.scrollLeft, stage.scrollTop]
    const move = (event: PointerEvent): void => {
      stage.scrollLeft = left - (event.clientX - start.clientX)
      stage.scrollTop = top - (event.clientY - start.clientY)
    }
    const stop = (): void => {
      stage.classList.remove('moving')
      removeEventListener('pointermove', move)
    }
    stage.classList.add('moving')
    addEventListener('pointermove', move)
    addEventListener('pointerup', stop, { once: true })
  })
}

export function diagramsView(shell: Shell, selected: () => PageRelation | undefined): View {
  const { data, book } = shell
  const stage = h('div', { class: 'stage', tabindex: 0, role: 'region', 'aria-label': 'Diagram, scrolls' })
  const title = h('h2', {})
  const note = h('span', { class: 'told' })
  const steps = h('span', { class: 'steps' })
  const clusterList = h('ul', {})
  const modelList = h('ul', {})
  const filter = h('input', { type: 'search', placeholder: 'Find a model', 'aria-label': 'Find a model' })
  const least = h(
    'select',
    { 'aria-label': 'Open relations drawn' },
    [
      ['0', 'all open ones'],
      ['0.5', 'open from 50 %'],
      ['0.9', 'open from 90 %'],
      ['2', 'no open ones'],
    ].map(([value = '', says = '']) => h('option', { value, selected: value === '0.5' }, says)),
  )
  let path: readonly string[] = []
  let drawing: SVGSVGElement | undefined
  let size = { width: 1, height: 1 }
  let scale = 1

  const drawnRelations = (): readonly PageRelation[] =>
    data.relations.filter(
      (relation) =>
        relation.state !== 'rejected' &&
        (!isWaiting(relation) || (relation.confidence ?? 1) >= Number(least.value)),
    )
  let relations = drawnRelations()
  let clusters: readonly {
    readonly whole: Cluster<PageRelation>
    readonly parts: readonly Cluster<PageRelation>[]
  }[] = []

  const zoom = (next: number): void => {
    const old = scale
    scale = Math.min(SCALES.most, Math.max(SCALES.least, next))
    drawing?.setAttribute('width', String(size.width * scale))
    drawing?.setAttribute('height', String(size.height * scale))
    // The middle stays in the middle.
    const middle = {
      x: stage.scrollLeft + stage.clientWidth / 2,
      y: stage.scrollTop + stage.clientHeight / 2,
    }
    stage.scrollLeft = (middle.x * scale) / old - stage.clientWidth / 2
    stage.scrollTop = (middle.y * scale) / old - stage.clientHeight / 2
  }
  const showAll = (): void =>
    zoom(Math.min(1, (stage.clientWidth - 8) / size.width, (stage.clientHeight - 8) / size.height))

  const place = (
    models: readonly string[],
    shown: readonly PageRelation[],
    focus: string | undefined,
  ): void => {
    const picture = pictureOf(shell.models, models, shown, {
      columns: models.length <= MOST_WITH_COLUMNS,
      whole: focus,
    })
    drawing = drawingOf(shell, picture, focus)
    size = picture
    stage.replaceChildren(drawing)
    drawAnswers(drawing, shell, selected())
    scale = 1
    showAll()
    // What would be too small to read begins readable, where most of it is.
    if (scale < 0.45) zoom(0.6)
    stage.scrollTo(0, 0)
    const box = drawing.querySelector('.box.focus') ?? drawing.querySelector('.box')
    if (focus !== undefined) box?.scrollIntoView({ block: 'center', inline: 'center' })
  }

  const draw = ({ title: called, note: says, models, relations: shown, focus }: Subject): void => {
    title.textContent = called
    note.textContent = says
    stage.replaceChildren(h('p', { class: 'told' }, 'Laying out…'))
    // Lets the words appear before a large layout takes its second.
    requestAnimationFrame(() =>
      setTimeout(() => {
        try {
          place(models, shown, focus)
        } catch (error) {
          drawing = undefined
          const why = error instanceof Error ? error.message : String(error)
          stage.replaceChildren(
            h(
              'p',
              { class: 'empty', role: 'alert' },
              `This diagram cannot be drawn (${why}). The table shows the same relations.`,
            ),
          )
        }
        stage.dataset.drawn = called
      }),
    )
  }

  const subject = (): Subject | undefined => {
    const [kind, name = '', more = ''] = path
    if (kind === 'model' && shell.models.has(name)) return aroundSubject(relations, name, Number(more) || 1)
    const at = kind === 'cluster' ? Number(name) : 0
    const cluster = clusters[at] ?? clusters[0]
    if (cluster === undefined) return undefined
    const part = cluster.parts[more === '' ? 0 : Number(more)]
    return clusterSubject(part ?? cluster.whole, more === 'every')
  }

  const clusterLink = (at: number, more: string, says: string): HTMLElement =>
    h('a', { href: `#diagrams/cluster/${at}/${more}` }, says)

  const listClusters = (): void => {
    relations = drawnRelations()
    clusters = connectedClusters(relations).map((whole) => ({ whole, parts: readableParts(whole, READABLE) }))
    clusterList.replaceChildren(
      ...clusters.map(({ whole, parts }, at) =>
        parts.length === 1
          ? h('li', {}, clusterLink(at, 'all', clusterTitle(whole)))
          : h(
              'li',
              {},
              clusterLink(at, 'all', `All ${whole.models.length} models that are connected`),
              h(
                'ul',
                {},
                parts.map((part, i) => h('li', {}, clusterLink(at, String(i), clusterTitle(part)))),
              ),
            ),
      ),
    )
  }

  const listModels = (): void => {
    const wanted = filter.value.toLowerCase()
    modelList.replaceChildren(
      ...data.models
        .map(({ name }) => name)
        .filter((name) => name.toLowerCase().includes(wanted))
        .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map((name) => h('li', {}, modelLink(name))),
    )
  }

  const mark = (): void => {
    const [kind = 'cluster', name = '0', more] = path
    const first = clusters[Number(name)]?.parts.length === 1 ? 'all' : '0'
    const here = kind === 'model' ? aroundModel(name) : `#diagrams/cluster/${name}/${more ?? first}`
    for (const link of element.querySelectorAll('aside a'))
      if (link.getAttribute('href') === here) {
        link.setAttribute('aria-current', 'page')
        link.scrollIntoView({ block: 'nearest' })
      } else link.removeAttribute('aria-current')
    const choices =
      kind === 'model'
        ? [1, 2].map((count) => [aroundModel(name, count), counted(count, 'step')] as const)
        : (clusters[Number(name)]?.whole.models.length ?? 0) > MOST_WITH_COLUMNS &&
            (more === 'all' || more === 'every')
          ? ([
              [`#diagrams/cluster/${name}/all`, 'Telling lines'],
              [`#diagrams/cluster/${name}/every`, 'Every line'],
            ] as const)
          : []
    const chosen = kind === 'model' ? aroundModel(name, Number(more) || 1) : here
    steps.replaceChildren(
      ...choices.map(([href, says]) =>
        h('a', { href, 'aria-current': href === chosen ? 'page' : undefined }, says),
      ),
    )
  }

  const show = (next: readonly string[]): void => {
    path = next
    const found = subject()
    mark()
    if (found !== undefined) draw(found)
    else {
      title.textContent = 'No relations to draw'
      stage.replaceChildren()
    }
  }

  const button = (sign: string, says: string, act: () => void): HTMLElement =>
    h('button', { type: 'button', 'aria-label': says, title: says, onclick: act }, sign)
  const legend = h(
    'span',
    { class: 'legend' },
    (['restored', 'proposed', 'open', 'existing'] as const)
      .filter((state) => state !== 'proposed' || data.relations.some((one) => one.state === state))
      .map((state) => h('span', { class: state, title: STATES[state].says }, h('i', {}), STATES[state].name)),
    h('span', { class: 'yes', title: 'accepted on this page' }, h('i', {}), 'answered yes'),
    h('span', { class: 'no', title: 'rejected on this page' }, h('i', {}), 'answered no'),
  )
  const element = h(
    'section',
    { class: 'diagrams' },
    h(
      'aside',
      {},
      filter,
      h('details', { open: true }, h('summary', {}, 'Clusters'), clusterList),
      h('details', { open: true }, h('summary', {}, 'Models'), modelList),
    ),
    h(
      'div',
      { class: 'drawn' },
      h(
        'div',
        { class: 'tools' },
        title,
        steps,
        note,
        h(
          'span',
          { class: 'bulk' },
          legend,
          least,
          button('−', 'Smaller (-)', () => zoom(scale / SCALES.step)),
          button('+', 'Larger (+)', () => zoom(scale * SCALES.step)),
          button('⤢', 'All of it (0)', showAll),
        ),
      ),
      stage,
    ),
  )

  least.addEventListener('change', () => {
    listClusters()
    show(path[0] === 'model' ? path : [])
  })
  filter.addEventListener('input', listModels)
  dragged(stage)
  stage.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoom(scale * Math.exp(-event.deltaY / 300))
    },
    { passive: false },
  )
  element.addEventListener('keydown', (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+') zoom(scale * SCALES.step)
    else if (event.key === '-') zoom(scale / SCALES.step)
    else if (event.key === '0') showAll()
  })
  book.onChange(() => drawing && drawAnswers(drawing, shell, selected()))
  listClusters()
  listModels()
  return { element, show }
}
