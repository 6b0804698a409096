// The page: views behind tabs, one relation beside them, and the answers at the foot.
import { counted } from '../../print/words.js'
import type { PageData, PageRelation } from '../page-data.js'
import { answerBook, answersFile } from './answers.js'
import { evidencePanel } from './details.js'
import { diagramsView } from './diagrams-view.js'
import { h, isTyping } from './dom.js'
import { aloneView, indexesView, modelsAlone, notesView, unresolvedView } from './lists-view.js'
import css from './page.css'
import { relationsView } from './relations-view.js'
import { answeredByKey, type Shell, type View } from './shell.js'

// A sheet made by the program needs no leave from the page's policy, which allows no style.
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets = [sheet]

const data: PageData = JSON.parse(document.getElementById('data')?.textContent ?? '')
const book = answerBook(data.relations)
let selected: PageRelation | undefined
let opener: Element | null = null

const panel = h('aside', { class: 'details', 'aria-label': 'Relation', hidden: true })
const close = (): void => {
  panel.hidden = true
  selected = undefined
  document.body.classList.remove('has-details')
  if (opener instanceof HTMLElement || opener instanceof SVGElement) opener.focus()
  drawSelected()
}
const drawSelected = (): void => {
  for (const element of document.querySelectorAll('.wire.selected')) element.classList.remove('selected')
  if (selected === undefined) return
  for (const element of document.querySelectorAll<SVGElement>('.wire'))
    if (element.dataset.id === selected.id) element.classList.add('selected')
  const at = panel.contains(document.activeElement) ? document.activeElement : null
  const label = at?.getAttribute('aria-label') ?? at?.id
  panel.replaceChildren(...evidencePanel(shell, selected, close))
  // Whoever pressed a button of the panel keeps it in hand.
  const again = [...panel.querySelectorAll<HTMLElement>('button, select')].find(
    (element) => label !== undefined && [element.getAttribute('aria-label'), element.id].includes(label),
  )
  again?.focus()
}
const shell: Shell = {
  data,
  book,
  models: new Map(data.models.map((model) => [model.name, model])),
  open: (relation) => {
    selected = relation
    opener = document.activeElement
    panel.hidden = false
    document.body.classList.add('has-details')
    drawSelected()
    // The panel took a part of the diagram's place.
    document.querySelector('.wire.selected')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  },
  follow: (relation) => {
    if (selected !== undefined) shell.open(relation)
  },
}

interface Tab {
  readonly name: string
  readonly title: string
  readonly count: number | undefined
  readonly make: () => View
}
const TABS: readonly Tab[] = [
  { name: 'relations', title: 'Relations', count: data.relations.length, make: () => relationsView(shell) },
  { name: 'diagrams', title: 'Diagrams', count: undefined, make: () => diagramsView(shell, () => selected) },
  {
    name: 'columns',
    title: 'Columns that fit nothing',
    count: data.unresolved.length,
    make: () => unresolvedView(shell),
  },
  {
    name: 'indexes',
    title: 'Missing indexes',
    count: data.missingIndexes.length,
    make: () => indexesView(shell),
  },
  { name: 'alone', title: 'Models alone', count: modelsAlone(data).length, make: () => aloneView(shell) },
  { name: 'notes', title: 'Notes', count: data.notes.length, make: () => notesView(shell) },
]
const made = new Map<string, View>()
const main = h('main', {})
const tabs = TABS.map(({ name, title, count }) =>
  h('a', { href: `#${name}` }, title, count === undefined ? undefined : h('small', {}, ` ${count}`)),
)

/** What stands behind the `#`; nothing where somebody typed what is no address. */
function addressParts(): readonly string[] {
  try {
    return location.hash.slice(1).split('/').map(decodeURIComponent)
  } catch {
    return []
  }
}

function show(): void {
  const [name = '', ...path] = addressParts()
  const tab = TABS.find((other) => other.name === name) ?? TABS[0]
  if (tab === undefined) return
  const view = made.get(tab.name) ?? tab.make()
  made.set(tab.name, view)
  TABS.forEach((other, i) => {
    if (other === tab) tabs[i]?.setAttribute('aria-current', 'page')
    else tabs[i]?.removeAttribute('aria-current')
  })
  if (main.firstChild !== view.element) main.replaceChildren(view.element)
  view.show(path)
}

const foot = h('footer', {})
const drawFoot = (): void => {
  const answers = [...book.current().values()]
  const accepted = answers.filter(({ verdict }) => verdict === 'accept').length
  foot.replaceChildren(
    h('output', {}, `${accepted} accepted, ${answers.length - accepted} rejected`),
    h(
      'button',
      { type: 'button', class: 'save', disabled: answers.length === 0, onclick: save },
      'Save answers.json',
    ),
    h('button', { type: 'button', class: 'undo', disabled: !book.canUndo(), onclick: book.undo }, 'Undo'),
    h(
      'button',
      {
        type: 'button',
        disabled: answers.length === 0,
        onclick: () => book.give(data.relations, undefined),
      },
      'Clear',
    ),
    h('span', { class: 'told' }, 'then ', h('code', {}, 'npx restore-relations --answers answers.json')),
  )
}
function save(): void {
  const file = new Blob([answersFile(book.current())], { type: 'application/json' })
  const url = URL.createObjectURL(file)
  h('a', { href: url, download: 'answers.json' }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const SCHEMES = ['light dark', 'light', 'dark'] as const
const SCHEME_NAMES = { 'light dark': '◐ Auto', light: '☀ Light', dark: '☾ Dark' } as const
let scheme: (typeof SCHEMES)[number] = 'light dark'
const schemeButton = h(
  'button',
  {
    type: 'button',
    title: 'Light or dark',
    onclick: () => {
      scheme = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length] ?? 'light dark'
      document.documentElement.style.colorScheme = scheme
      schemeButton.textContent = SCHEME_NAMES[scheme]
    },
  },
  SCHEME_NAMES[scheme],
)

const [file = ''] = data.files
/** A whole path would push everything else away: the file and its folder tell it apart. */
const subjectOfPage = `${data.files.length === 1 ? file.split('/').slice(-2).join('/') : counted(data.files.length, 'file')}, ${counted(data.models.length, 'model')}`

document.body.append(
  h(
    'header',
    { class: 'top' },
    h('h1', {}, 'Relations'),
    h('span', { class: 'told files', title: data.files.join('\n') }, subjectOfPage),
    h('nav', { 'aria-label': 'Views' }, tabs),
    schemeButton,
  ),
  main,
  panel,
  foot,
)
book.onChange(() => {
  drawFoot()
  drawSelected()
})
addEventListener('hashchange', show)
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Escape' && !panel.hidden) close()
  else if (isTyping(event)) return
  else if (event.key === '/') {
    const search = main.querySelector<HTMLInputElement>('input[type=search]')
    if (search === null) return
    event.preventDefault()
    search.focus()
    search.select()
  } else if (
    selected !== undefined &&
    !event.defaultPrevented &&
    !(event.target instanceof Element && event.target.closest('tbody') !== null)
  )
    answeredByKey(shell, selected, event.key)
})
drawFoot()
show()
