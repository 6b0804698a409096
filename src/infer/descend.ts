// Finds the least value of a smooth function of many numbers: L-BFGS with a backtracking line search.

/** The value of a function at a point, and its slope written into `slope`. */
export type Smooth = (point: Float64Array, slope: Float64Array) => number

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

const addScaled = (to: Float64Array, from: Float64Array, scale: number): void => {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + scale * (from[i] ?? 0)
}

const MEMORY = 8
const ENOUGH_DESCENT = 1e-4
const FLAT = 1e-7

interface Step {
  readonly move: Float64Array
  readonly turn: Float64Array
  readonly scale: number
}

function direction(slope: Float64Array, steps: readonly Step[]): Float64Array {
  const result = slope.map((s) => -s)
  const parts = new Map<Step, number>()
  for (const step of steps.toReversed()) {
    const part = step.scale * dot(step.move, result)
    parts.set(step, part)
    addScaled(result, step.turn, -part)
  }
  const last = steps.at(-1)
  if (last !== undefined) {
    const scale = 1 / (last.scale * dot(last.turn, last.turn))
    for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) * scale
  }
  for (const step of steps) {
    const back = step.scale * dot(step.turn, result)
    addScaled(result, step.move, (parts.get(step) ?? 0) - back)
  }
  return result
}

/** The lowest point found from `start` within so many rounds. */
export function descend(f: Smooth, start: Float64Array, rounds: number): Float64Array {
  let point = start.slice()
  let slope = new Float64Array(point.length)
  let value = f(point, slope)
  const steps: Step[] = []
  for (let round = 0; round < rounds; round++) {
    const towards = direction(slope, steps)
    const descent = dot(slope, towards)
    if (descent >= 0) break
    let stride = steps.length === 0 ? 1 / Math.sqrt(dot(slope, slope) + 1e-12) : 1
    let next = point
    const nextSlope = new Float64Array(point.length)
    let nextValue = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < 25; tries++, stride /= 2) {
      next = point.slice()
      addScaled(next, towards, stride)
      nextValue = f(next, nextSlope)
      if (nextValue <= value + ENOUGH_DESCENT * stride * descent) break
    }
    if (!(nextValue < value)) break
    const move = next.map((x, i) => x - (point[i] ?? 0))
    const turn = nextSlope.map((s, i) => s - (slope[i] ?? 0))
    const curve = dot(move, turn)
    if (curve > 1e-12) steps.push({ move, turn, scale: 1 / curve })
    if (steps.length > MEMORY) steps.shift()
    const gain = value - nextValue
    point = next
    slope = nextSlope
    value = nextValue
    if (gain < FLAT * Math.max(1, Math.abs(value))) break
  }
  return point
}
