/// <reference lib="dom" />
// The page in a real browser: what it shows, what it refuses, and that its answers are answers.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { answersFile, type PageAnswers, withPageAnswer } from '../src/report/page/answers.js'
import type { PageRelation } from '../src/report/page-data.js'
import { runIn, scratch, textOf } from './scratch.js'
import { smallText } from './small-schema.js'

const BROWSERS = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
const executablePath = BROWSERS.find((file) => file !== '' && existsSync(file))
if (executablePath === undefined && process.env.REQUIRE_BROWSER === '1')
  throw new Error('REQUIRE_BROWSER is set, and there is no Chromium: install one, or name it in CHROMIUM.')

const EVIL = '</script><script>document.title = "taken"</script><!-- <img src=x onerror=alert(1)> & \\u2028'

/** An orchard: a tree and a picker to confirm, a column that fits nothing, a table that stands alone. */
const ORCHARD = `datasource db {
  provider = "mysql"
}

${smallText(
  'Orchard(id), Tree(id, orchardId), Picker(id, name:s), Harvest(id, treeId, pickerId, strangerId:s), Weather(id, wind)',
)}

model Ladder {
  id     Int  @id
  treeId Int?

  @@map(${JSON.stringify(EVIL)})
}
`

async function written(...flags: readonly string[]): Promise<string> {
  const folder = scratch({ 'schema.prisma': ORCHARD })
  await runIn(folder, '--report', 'relations.html', ...flags)
  return folder
}

describe('what is written into the file', () => {
  it('is a page for .html and .htm, whatever the case, and Markdown for other endings', async () => {
    const folder = scratch({ 'schema.prisma': ORCHARD })
    for (const name of ['a.html', 'b.HTM', 'c.md', 'd.txt', 'e'])
      await runIn(folder, '--dry-run', '--report', name)
    const starts = ['a.html', 'b.HTM', 'c.md', 'd.txt', 'e'].map((name) => textOf(folder, name).slice(0, 11))
    expect(starts).toEqual(['<!doctype h', '<!doctype h', '# Relations', '# Relations', '# Relations'])
  })

  it('says the same of a dry run on the page and in Markdown', async () => {
    const folder = scratch({ 'schema.prisma': ORCHARD })
    for (const name of ['a.html', 'a.md']) await runIn(folder, '--dry-run', '--report', name)
    const states = textOf(folder, 'a.html').match(/"state":"\w+"/g) ?? []
    const count = (state: string): number => states.filter((one) => one === `"state":"${state}"`).length
    expect(count('proposed')).toBeGreaterThan(0)
    expect(textOf(folder, 'a.md')).toContain(
      `\n0 relations accepted, ${count('proposed')} would be accepted, ${count('open')} open, `,
    )
  })

  it('is nothing for the ending of another kind of file', async () => {
    const folder = scratch({ 'schema.prisma': ORCHARD })
    expect(await runIn(folder, '--yes', '--report', 'relations.pdf')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('A report is a page (.html) or Markdown (.md), not .pdf.'),
    })
    expect(readdirSync(folder)).toEqual(['schema.prisma'])
  })

  it('holds no text of the schema that a browser could take for markup', async () => {
    const page = textOf(await written('--dry-run'), 'relations.html')
    expect(page.includes('\\u003c/script\\u003e')).toBe(true)
    expect(page.match(/<\/script|<script|<!--|<img/gi)).toEqual([
      ...['<script', '</script'],
      ...['<script', '</script'],
    ])
  })
})

describe('answers', () => {
  const relation = (id: string, fields: readonly string[], confidence: number): PageRelation => ({
    id,
    from: { model: 'Answer', fields },
    to: { model: 'Survey', fields },
    state: 'open',
    told: '',
    confidence,
    isOneToOne: false,
    isOptional: false,
    names: { field: 'survey', back: 'answers' },
    why: '',
    evidence: [],
    alternatives: [{ to: { model: 'Form', fields }, confidence: 0.1 }],
    takesYes: true,
    takesNo: true,
  })

  it('accept only one of two relations that say the same, since a file of answers counts as a whole', () => {
    const [pair, alone] = [relation('pair', ['space', 'survey'], 0.6), relation('alone', ['survey'], 0.7)]
    const none: PageAnswers = new Map()
    const accept = { verdict: 'accept' } as const
    const all = withPageAnswer(none, [pair, alone], [pair, alone], accept)
    expect([...all.keys()]).toEqual(['alone'])
    expect([...withPageAnswer(all, [pair, alone], [pair], accept).keys()]).toEqual(['pair'])
    const moved = withPageAnswer(all, [pair, alone], [pair], { ...accept, to: 'Form(space, survey)' })
    expect(JSON.parse(answersFile(moved))).toEqual({
      accept: ['alone'],
      reject: [],
      retarget: { pair: 'Form(space, survey)' },
    })
    expect(withPageAnswer(moved, [pair, alone], [pair, alone], { verdict: 'reject' }).size).toBe(2)
  })
})

describe.skipIf(executablePath === undefined)('the page in Chromium (skipped where there is none)', () => {
  let browser: Browser
  beforeAll(async () => {
    // A container's root may not use the sandbox, and only pages of our own are opened.
    browser = await puppeteer.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] })
  })
  afterAll(() => browser.close())

  interface Opened {
    readonly page: Page
    readonly folder: string
    /** What went wrong, or was asked of the network. */
    readonly trouble: string[]
  }

  async function opened(folder: string, address = ''): Promise<Opened> {
    const page = await browser.newPage()
    const trouble: string[] = []
    page.on('pageerror', (error) => trouble.push(String(error)))
    page.on('console', (message) => trouble.push(message.text()))
    page.on('request', (request) => {
      if (!/^(file|blob):/.test(request.url())) trouble.push(request.url())
    })
    await page.setViewport({ width: 1300, height: 800 })
    await page.goto(`${pathToFileURL(path.join(folder, 'relations.html'))}${address}`)
    return { page, folder, trouble }
  }

  const rows = (page: Page): Promise<string[]> =>
    page.$$eval('tbody tr', (all) => all.map((row) => row.querySelector('.columns')?.textContent ?? ''))

  const details = (page: Page): Promise<string> => page.$eval('.details', (panel) => panel.textContent ?? '')

  async function saved({ page, folder }: Opened): Promise<unknown> {
    const downloadPath = path.join(folder, 'saved')
    mkdirSync(downloadPath)
    const session = await page.createCDPSession()
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath })
    await page.click('.save')
    // The browser makes the file first and fills it then.
    return vi.waitUntil(() => {
      const text = readdirSync(downloadPath).includes('answers.json')
        ? textOf(downloadPath, 'answers.json')
        : ''
      return text.endsWith('}\n') && JSON.parse(text)
    })
  }

  it('shows every relation, to be searched and sorted, and asks nothing of the network', async () => {
    const { page, trouble } = await opened(await written('--dry-run'))
    expect(await page.title()).toBe('Relations of schema.prisma')
    const all = ['Harvest.pickerId', 'Harvest.treeId', 'Ladder.treeId', 'Tree.orchardId']
    expect((await rows(page)).toSorted()).toEqual(all)
    await page.click('th:first-child button')
    expect(await rows(page)).toEqual(all)
    await page.click('th:first-child button')
    expect(await rows(page)).toEqual(all.toReversed())
    await page.keyboard.press('/')
    await page.keyboard.type('tree orchard')
    expect(await rows(page)).toEqual(['Tree.orchardId'])
    expect(trouble).toEqual([])
  })

  it('can be answered with the keys alone, and --answers takes what it saves', async () => {
    const scene = await opened(await written('--dry-run'))
    const { page, folder, trouble } = scene
    await page.click('th:first-child button')
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    // Yes to the picker, no to the tree; then evidence of the ladder, and yes, no, neither.
    for (const key of ['a', 'r'] as const) await page.keyboard.press(key)
    await page.keyboard.press('Enter')
    expect(await details(page)).toContain('tree is Tree')
    expect(await details(page)).toContain('Ladder.treeId → Tree.id')
    for (const key of ['a', 'ArrowUp', 'r', 'ArrowUp', 'u'] as const) await page.keyboard.press(key)
    await page.keyboard.press('Escape')
    expect(await page.$eval('.details', (panel) => panel instanceof HTMLElement && panel.hidden)).toBe(true)
    await page.reload()
    expect(await page.$eval('footer output', (output) => output.textContent)).toBe('1 accepted, 1 rejected')
    const answers = await saved(scene)
    expect(answers).toEqual({
      accept: ['Harvest(pickerId)->Picker(id)'],
      reject: ['Harvest(treeId)->Tree(id)'],
      retarget: {},
    })
    expect(trouble).toEqual([])
    const { status } = await runIn(folder, '--answers', 'saved/answers.json', '--report', 'relations.html')
    expect(status).toBe(0)
    expect(textOf(folder, 'schema.prisma')).toContain('picker Picker @relation(')
    // Once more: what was decided is shown as that, and a no takes out again what was written.
    const later = await opened(folder)
    await later.page.click('.chip.open')
    expect(await rows(later.page)).toEqual(['Harvest.pickerId'])
    await later.page.click('button.reject')
    expect(await later.page.$eval('footer output', (output) => output.textContent)).toBe(
      '0 accepted, 1 rejected',
    )
  })

  it('saves another target, all that is shown at once, and takes steps back', async () => {
    const text = smallText('North_tree(id), South_tree(id), Fruit(id, tree_id)')
    const folder = scratch({ 'schema.prisma': text })
    await runIn(folder, '--dry-run', '--report', 'relations.html')
    const scene = await opened(folder)
    const { page } = scene
    const tally = (): Promise<string | null> => page.$eval('footer output', (output) => output.textContent)
    await page.click('.bulk button')
    expect(await tally()).toBe(`${(await rows(page)).length} accepted, 0 rejected`)
    await page.click('footer .undo')
    expect(await tally()).toBe('0 accepted, 0 rejected')
    await page.type('input[type=search]', 'fruit')
    for (const key of ['ArrowDown', 'Enter'] as const) await page.keyboard.press(key)
    await page.select('#target', 'South_tree(id)')
    expect(await tally()).toBe('1 accepted, 0 rejected')
    expect(await saved(scene)).toEqual({
      accept: [],
      reject: [],
      retarget: { 'Fruit(tree_id)->North_tree(id)': 'South_tree(id)' },
    })
    await runIn(folder, '--answers', 'saved/answers.json')
    expect(textOf(folder, 'schema.prisma')).toContain(
      'South_tree @relation(fields: [tree_id], references: [id])',
    )
  })

  const twoTrees = async (): Promise<string> => {
    const folder = scratch({
      'schema.prisma': smallText('North_tree(id), South_tree(id), Fruit(id, tree_id)'),
    })
    await runIn(folder, '--dry-run', '--min-confidence', '0.99', '--report', 'relations.html')
    return folder
  }
  const moved = { accept: [], reject: [], retarget: { 'Fruit(tree_id)->North_tree(id)': 'South_tree(id)' } }

  it('shows another target wherever it shows the relation, and a yes or an answer to all keeps it', async () => {
    const scene = await opened(await twoTrees())
    const { page } = scene
    await page.type('input[type=search]', 'fruit')
    for (const key of ['ArrowDown', 'Enter'] as const) await page.keyboard.press(key)
    await page.select('#target', 'South_tree(id)')
    expect(await page.$eval('.details h2', (head) => head.textContent)).toBe('Fruit.tree_id → South_tree.id')
    expect(await details(page)).toContain('North_tree.id was offered')
    expect(await page.$eval('tbody tr', (row) => row.textContent)).toContain('South_tree.id')
    await page.focus('tbody tr')
    await page.keyboard.press('a')
    expect(await page.$eval('.bulk button', (button) => button.hasAttribute('disabled'))).toBe(true)
    await page.evaluate(() => location.assign('#diagrams'))
    // It is not likely enough to be drawn unasked.
    await page.waitForSelector('.diagrams .bulk select')
    await page.select('.diagrams .bulk select', '0')
    await page.waitForSelector('.stage[data-drawn] svg')
    expect(await page.$$eval('.elsewhere', (all) => all.map((text) => text.textContent).join(''))).toBe(
      'another target: South_tree.id',
    )
    await page.reload()
    expect(await saved(scene)).toEqual(moved)
  })

  it('leaves answered rows alone when all are answered', async () => {
    const { page } = await opened(await written('--dry-run', '--min-confidence', '0.99'))
    await page.click('tbody button.reject')
    await page.click('.bulk button')
    expect(await page.$eval('footer output', (output) => output.textContent)).toBe('3 accepted, 1 rejected')
  })

  it('forgets a kept answer whose target the schema no longer has', async () => {
    const folder = await twoTrees()
    const { page } = await opened(folder)
    const keep = async (to: string): Promise<string | null> => {
      await page.evaluate(
        (kept) => localStorage.setItem(`restore-relations ${location.pathname}`, JSON.stringify(kept)),
        [['Fruit(tree_id)->North_tree(id)', 'accept', to]],
      )
      await page.reload()
      return page.$eval('footer output', (output) => output.textContent)
    }
    expect(await keep('South_tree(id)')).toBe('1 accepted, 0 rejected')
    expect(await keep('West_tree(id)')).toBe('0 accepted, 0 rejected')
  })

  it('draws models that are called like what every object has, and says so where it cannot draw', async () => {
    const text = smallText('constructor(id), toString(id, constructor_id), valueOf(id, toString_id)')
    const folder = scratch({ 'schema.prisma': text })
    await runIn(folder, '--dry-run', '--report', 'relations.html')
    const { page, trouble } = await opened(folder, '#diagrams')
    await page.waitForSelector('.stage[data-drawn] svg')
    const names = await page.$$eval('svg .name', (all) => all.map((name) => name.textContent ?? ''))
    expect(names.toSorted()).toEqual(['constructor', 'toString', 'valueOf'])
    await page.evaluate(() => {
      document.createElementNS = () => {
        throw new Error('no more memory')
      }
      location.assign('#diagrams/model/valueOf/1')
    })
    await page.waitForSelector('.stage [role=alert]')
    expect(await page.$eval('.stage', (stage) => stage.textContent)).toContain(
      'cannot be drawn (no more memory)',
    )
    expect(trouble).toEqual([])
  })

  it('says why a table is empty, and what every colour of a line means', async () => {
    const folder = scratch({ 'schema.prisma': smallText('Weather(id, wind)') })
    await runIn(folder, '--dry-run', '--report', 'relations.html')
    const { page } = await opened(folder)
    expect(await page.$eval('main', (main) => main.innerText)).toContain(
      'No relations: the schema declares none',
    )
    const orchard = await opened(await written('--dry-run'), '#diagrams')
    expect(await orchard.page.$eval('.legend', (legend) => legend.textContent)).toContain('answered yes')
    await orchard.page.evaluate(() => location.assign('#relations/nowhere'))
    await orchard.page.waitForSelector('.relations')
    expect(await orchard.page.$eval('main', (main) => main.innerText)).toContain(
      'No relation fits the search',
    )
  })

  it('keeps the marks on a narrow screen, and all columns beside a long name', async () => {
    const long = `Plot${'ofland'.repeat(20)}`
    const text = smallText(`Orchard(id), ${long}(id, orchardId, ownerId:s)`)
    const folder = scratch({ 'schema.prisma': text })
    await runIn(folder, '--dry-run', '--report', 'relations.html')
    for (const [width, address] of [
      [600, ''],
      [1300, ''],
      [1300, '#columns'],
      [1300, '#indexes'],
    ] as const) {
      const { page } = await opened(folder, address)
      await page.setViewport({ width, height: 800 })
      const over = await page.$eval('.scroller', (scroller) => scroller.scrollWidth - scroller.clientWidth)
      expect([width, address, over]).toEqual([width, address, 0])
    }
  })

  it('lists what is no relation', async () => {
    const folder = await written('--dry-run')
    const shown = async (address: string): Promise<string> => {
      const { page } = await opened(folder, address)
      return page.$eval('main', (main) => main.textContent ?? '')
    }
    expect(await shown('#alone')).toMatch(/Weather.*id, wind/)
    expect(await shown('#alone')).not.toContain('Ladder')
    expect(await shown('#columns')).toContain('Harvest.strangerId')
    expect(await shown('#indexes')).toContain('@@index([treeId])')
  })

  it('draws clusters and what is around a model; a click on a line tells its evidence', async () => {
    const folder = await written('--dry-run')
    const drawn = async (address: string): Promise<Opened & { readonly models: readonly string[] }> => {
      const scene = await opened(folder, address)
      await scene.page.waitForSelector('.stage[data-drawn] svg')
      const names = await scene.page.$$eval('svg .name', (all) => all.map((text) => text.textContent ?? ''))
      return { ...scene, models: names.toSorted() }
    }
    expect((await drawn('#diagrams')).models).toEqual(['Harvest', 'Ladder', 'Orchard', 'Picker', 'Tree'])
    expect((await drawn('#diagrams/model/Orchard/1')).models).toEqual(['Orchard', 'Tree'])
    expect((await drawn('#diagrams/model/Orchard/2')).models).toEqual([
      'Harvest',
      'Ladder',
      'Orchard',
      'Tree',
    ])
    const { page, trouble } = await drawn('#diagrams/model/Picker/1')
    // By the mouse, on the line itself, which is a curve between its two boxes.
    const at = await page.$eval('.wire .line', (line) => {
      if (!(line instanceof SVGPathElement)) throw new Error('No line.')
      const { x, y } = line.getPointAtLength(line.getTotalLength() / 2)
      const place = new DOMPoint(x, y).matrixTransform(line.getScreenCTM() ?? undefined)
      return { x: place.x, y: place.y }
    })
    await page.mouse.click(at.x, at.y)
    expect(await details(page)).toMatch(/Harvest\.pickerId → Picker\.id.*picker is Picker/)
    await page.click('.details .accept')
    expect(await page.$eval('.wire', (wire) => wire.classList.contains('yes'))).toBe(true)
    // The keyboard reaches lines and models too.
    await page.keyboard.press('Escape')
    await page.$eval('.wire', (wire) => wire instanceof SVGElement && wire.focus())
    await page.keyboard.press('Enter')
    expect(await details(page)).toContain('Harvest.pickerId')
    expect(trouble).toEqual([])
  })

  it('is light or dark as the reader has it, or as they say', async () => {
    const { page } = await opened(await written('--dry-run'))
    const ground = (): Promise<string> => page.$eval('body', (body) => getComputedStyle(body).backgroundColor)
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }])
    const light = await ground()
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    expect(await ground()).not.toBe(light)
    await page.click('.top > button')
    expect(await ground()).toBe(light)
  })

  it('stays quick with four hundred tables', async () => {
    const tables = Array.from({ length: 400 }, (_, i) => {
      const parents = [Math.floor(i / 3), (i * 7) % 40].filter((parent) => parent < i)
      return `Plot${i}x(id, ${[...new Set(parents)].map((parent) => `plot${parent}xId`).join(', ') || 'size'})`
    })
    const folder = scratch({ 'schema.prisma': smallText(tables.join(', ')) })
    await runIn(folder, '--dry-run', '--report', 'relations.html')
    const before = Date.now()
    const { page, trouble } = await opened(folder)
    const shown = await rows(page)
    await page.evaluate(() => location.assign('#diagrams/cluster/0/every'))
    await page.waitForSelector('.stage[data-drawn] svg')
    // A second and a half where nothing else runs.
    expect(Date.now() - before).toBeLessThan(15_000)
    expect(shown.length).toBeGreaterThan(600)
    expect(await page.$$eval('.wire', (wires) => wires.length)).toBeGreaterThan(600)
    expect(trouble).toEqual([])
  })

  it('draws what was there before in grey, as it is called in the legend, and does not ask about it', async () => {
    const folder = scratch({ 'schema.prisma': ORCHARD })
    await runIn(folder, '--yes', '--min-confidence', '0.5', '--no-decisions')
    await runIn(folder, '--dry-run', '--report', 'relations.html')
    const { page } = await opened(folder, '#diagrams')
    await page.waitForSelector('.stage[data-drawn] svg')
    const classes = await page.$$eval('.wire', (all) =>
      all.map((wire) => wire.classList.contains('existing')),
    )
    expect(classes).toEqual([true, true, true, true])
    expect(await page.$$eval('button.accept, button.reject', (buttons) => buttons.length)).toBe(0)
  })

  it('runs no script but its own', async () => {
    const { page } = await opened(await written('--dry-run'))
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'document.title = "taken"'
      document.body.append(script)
      return document.title
    })
    expect(ran).toBe('Relations of schema.prisma')
  })
})
