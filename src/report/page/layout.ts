// Where the boxes and lines of a diagram are: the work of dagre, and lines that end at the columns they are about.
/*! @license of dagre and graphlib, which stand in the page:

Copyright (c) 2012-2014 Chris Pettitt

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
*/
import { graphlib, layout } from '@dagrejs/dagre'
import { connectedClusters } from '../clusters.js'
import type { PageModel, PageRelation } from '../page-data.js'

export interface Spot {
  readonly x: number
  readonly y: number
}

/** A model as it is drawn: `x` and `y` are its top left corner. */
export interface Box extends Spot {
  readonly model: PageModel
  readonly columns: PageModel['columns']
  /** How many columns are not drawn. */
  readonly hidden: number
  readonly width: number
  readonly height: number
}

/** A relation as it is drawn: from the referenced key to the columns that reference it. */
export interface Wire {
  readonly relation: PageRelation
  readonly line: string
  /** The marks at its ends: one, or many. */
  readonly ends: string
}

export interface Picture {
  readonly boxes: readonly Box[]
  readonly wires: readonly Wire[]
  readonly width: number
  readonly height: number
}

export const HEAD = 28
export const ROW = 20
/** The width of a character of the font the diagrams are set in, at 12 pixels. */
const CHARACTER = 7.25
const PADDING = 12

/** The columns worth a line: keys that are referenced, and columns that reference. */
function columnsTakingPart(model: PageModel, relations: readonly PageRelation[]): PageModel['columns'] {
  const taking = new Set(
    relations.flatMap(({ from, to }) => [
      ...(from.model === model.name ? from.fields : []),
      ...(to.model === model.name ? to.fields : []),
    ]),
  )
  return model.columns.filter(({ name }) => taking.has(name))
}

/** How much of the models is drawn. */
export interface Detail {
  /** Whether the columns that take part are drawn, or the names of the models alone. */
  readonly columns: boolean
  /** The model that is drawn with every column, unless it has too many. */
  readonly whole: string | undefined
}

/** Above so many columns a box is higher than a screen. */
const WHOLE = 30

function columnsDrawn(
  model: PageModel,
  relations: readonly PageRelation[],
  detail: Detail,
): PageModel['columns'] {
  if (!detail.columns) return []
  return model.name === detail.whole && model.columns.length <= WHOLE
    ? model.columns
    : columnsTakingPart(model, relations)
}

function sized(model: PageModel, relations: readonly PageRelation[], detail: Detail) {
  const columns = columnsDrawn(model, relations, detail)
  const hidden = detail.columns ? model.columns.length - columns.length : 0
  const longest = Math.max(
    model.name.length + 1,
    ...columns.map(({ name, type }) => name.length + type.length + 5),
  )
  const rows = columns.length + (hidden > 0 ? 1 : 0)
  return {
    model,
    columns,
    hidden,
    width: Math.max(110, Math.ceil(longest * CHARACTER + 2 * PADDING)),
    height: HEAD + rows * ROW + (rows > 0 ? 6 : 0),
  }
}

/** The height at which the line of some columns meets a box. */
function meets(box: Box, fields: readonly string[]): number {
  const at = box.columns.findIndex(({ name }) => fields.includes(name))
  return at === -1 ? box.y + HEAD / 2 : box.y + HEAD + at * ROW + ROW / 2 + 2
}

const tenths = (value: number): string => String(Math.round(value * 10) / 10)

/** A line that leaves and arrives level, by way of places in between. */
function curve(places: readonly Spot[]): string {
  const [start, ...rest] = places
  if (start === undefined) return ''
  let last = start
  const parts = [`M${tenths(start.x)} ${tenths(start.y)}`]
  for (const next of rest) {
    const middle = tenths((last.x + next.x) / 2)
    parts.push(`C${middle} ${tenths(last.y)} ${middle} ${tenths(next.y)} ${tenths(next.x)} ${tenths(next.y)}`)
    last = next
  }
  return parts.join('')
}

/** A crow's foot or a bar, at a place from which the line leads to the left (-1) or to the right (1). */
function end({ x, y }: Spot, side: number, isMany: boolean): string {
  const [near, far] = [tenths(x), tenths(x + 9 * side)]
  return isMany
    ? `M${far} ${tenths(y)}L${near} ${tenths(y - 5)}M${far} ${tenths(y)}L${near} ${tenths(y + 5)}`
    : `M${tenths(x + 6 * side)} ${tenths(y - 5)}v10`
}

/** The way past the boxes that stand above and below a place: level for as long as they are wide. */
function past({ x, y }: Spot, boxes: readonly Box[]): readonly Spot[] {
  const beside = boxes.filter((box) => Math.abs(box.x + box.width / 2 - x) < 1)
  const half = Math.max(0, ...beside.map(({ width }) => width / 2))
  return half === 0
    ? [{ x, y }]
    : [
        { x: x - half, y },
        { x: x + half, y },
      ]
}

function wireOf(
  relation: PageRelation,
  parent: Box,
  child: Box,
  way: readonly Spot[],
  boxes: readonly Box[],
): Wire {
  const [high, low] = [meets(parent, relation.to.fields), meets(child, relation.from.fields)]
  const right = parent.x + parent.width
  const isMany = !relation.isOneToOne
  // Two lists, without columns of their own.
  const isBothMany = relation.to.fields.length === 0
  if (parent === child) {
    const out = right + 26
    const line = `M${tenths(right)} ${tenths(high)}C${tenths(out)} ${tenths(high)} ${tenths(out)} ${tenths(low + (high === low ? 12 : 0))} ${tenths(right)} ${tenths(low + (high === low ? 12 : 0))}`
    return { relation, line, ends: end({ x: right, y: low + (high === low ? 12 : 0) }, 1, isMany) }
  }
  const isForward = parent.x < child.x
  const start = { x: isForward ? right : parent.x, y: high }
  const stop = { x: isForward ? child.x : child.x + child.width, y: low }
  const [side, other] = isForward ? [1, -1] : [-1, 1]
  // Out of the column of boxes before it turns: a neighbour may be wider.
  const leaving = past({ x: parent.x + parent.width / 2, y: high }, boxes)
  const arriving = past({ x: child.x + child.width / 2, y: low }, boxes)
  const out = { x: (leaving.at(isForward ? -1 : 0) ?? start).x + 10 * side, y: high }
  const back = { x: (arriving.at(isForward ? 0 : -1) ?? stop).x + 10 * other, y: low }
  const between = way.flatMap((place) => (isForward ? past(place, boxes) : past(place, boxes).toReversed()))
  const places = [start, out, ...between, back, stop]
  return { relation, line: curve(places), ends: `${end(start, side, isBothMany)}${end(stop, other, isMany)}` }
}

/** The size of a picture whose own place is not known yet. */
interface LaidOut {
  readonly boxes: readonly Box[]
  readonly wires: readonly PageRelation[]
  readonly ways: ReadonlyMap<string, readonly Spot[]>
  readonly width: number
  readonly height: number
}

/** The layout keeps its nodes in plain objects, which have a `constructor` before anybody puts one in. */
const nodeId = (model: string): string => `model ${model}`

const wayKey = ({ from, to }: Pick<PageRelation, 'from' | 'to'>): string =>
  JSON.stringify([from.model, to.model])

/** One connected piece of a diagram, laid out by itself. */
function pieceOf(
  models: ReadonlyMap<string, PageModel>,
  names: readonly string[],
  relations: readonly PageRelation[],
  detail: Detail,
): LaidOut {
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: detail.columns ? 22 : 10, edgesep: 8, ranksep: 64 })
  const sizes = new Map(
    names.flatMap((name) => {
      const model = models.get(name)
      return model === undefined ? [] : [[name, sized(model, relations, detail)] as const]
    }),
  )
  for (const [name, { width, height }] of sizes) graph.setNode(nodeId(name), { width, height })
  const wires = relations.filter(({ from, to }) => sizes.has(from.model) && sizes.has(to.model))
  // Lines of the same two models lie together: one is placed for all of them.
  for (const { from, to } of wires)
    if (from.model !== to.model) graph.setEdge(nodeId(to.model), nodeId(from.model), {})
  layout(graph)
  const boxes = [...sizes].map(([name, size]): Box => {
    const { x, y } = graph.node(nodeId(name))
    return { ...size, x: (x ?? 0) - size.width / 2, y: (y ?? 0) - size.height / 2 }
  })
  const ways = new Map(
    wires
      .filter(({ from, to }) => from.model !== to.model)
      .map((relation): [string, readonly Spot[]] => {
        const points: readonly Spot[] =
          graph.edge(nodeId(relation.to.model), nodeId(relation.from.model)).points ?? []
        // Every other place lies between the boxes, where a line needs no help.
        const between = points.slice(1, -1).filter((_, i) => i % 2 === 1)
        return [wayKey(relation), between]
      }),
  )
  const { width = 0, height = 0 } = graph.graph()
  // Lines of a model to itself leave to the right of it.
  return { boxes, wires, ways, width: width + 24, height }
}

const GAP = 28

/**
 * Places the models of some relations and the lines between them: what is not connected stands side by side, in
 * columns that together have about the shape of a screen.
 */
export function pictureOf(
  models: ReadonlyMap<string, PageModel>,
  names: readonly string[],
  relations: readonly PageRelation[],
  detail: Detail,
): Picture {
  const clusters = connectedClusters(relations)
  const connected = new Set(clusters.flatMap((cluster) => cluster.models))
  const pieces = [
    ...clusters.map((cluster) => pieceOf(models, cluster.models, cluster.links, detail)),
    ...names.filter((name) => !connected.has(name)).map((name) => pieceOf(models, [name], [], detail)),
  ]
  // The largest first, the others by their width, so that a column is filled by its like.
  const [largest, ...others] = pieces.toSorted((a, b) => b.width * b.height - a.width * a.height)
  const placed = largest === undefined ? [] : [largest, ...others.toSorted((a, b) => b.width - a.width)]
  const area = pieces.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0)
  const tall = Math.max(Math.sqrt(area / 1.7), ...pieces.map(({ height }) => height))
  const boxes: Box[] = []
  const wires: Wire[] = []
  let corner = { x: GAP, y: GAP }
  let [bottom, right] = [0, 0]
  for (const piece of placed) {
    if (corner.y > GAP && corner.y + piece.height > tall + GAP) corner = { x: right + GAP, y: GAP }
    const { x, y } = corner
    const moved = piece.boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y }))
    const byName = new Map(moved.map((box) => [box.model.name, box]))
    boxes.push(...moved)
    for (const relation of piece.wires) {
      const [parent, child] = [byName.get(relation.to.model), byName.get(relation.from.model)]
      if (parent === undefined || child === undefined) continue
      const way = (piece.ways.get(wayKey(relation)) ?? []).map((place) => ({
        x: place.x + x,
        y: place.y + y,
      }))
      wires.push(wireOf(relation, parent, child, way, moved))
    }
    bottom = Math.max(bottom, y + piece.height)
    right = Math.max(right, x + piece.width)
    corner = { x, y: y + piece.height + GAP }
  }
  return { boxes, wires, width: right + GAP, height: bottom + GAP }
}
