// What the engine's findings mean for a run: whether a schema can be worked on at all, and whether a change made it
// worse.
import { RestoreError } from '../errors.js'
import type { SchemaError } from '../relation/result.js'
import type { Schema, SourceFile } from '../schema/schema.js'
import { lineAt } from '../text/lines.js'
import type { Diagnostic, Engine } from './engine.js'

// A pull itself can write a schema that does not validate: two models or fields of one name, reserved names, relation
// fields whose columns are gone. Such a schema is worked on all the same. What no pull writes is a slip of the hand.
const HAND_MADE = [
  /^Error validating: This line/,
  /is neither a built-in type/,
  /^Attribute not known/,
  /^Datasource provider not known/,
  /^Native type \S+ is not supported/,
  /^Unknown function/,
]

/** What the engine says on one line, and where. */
export function placedProblem(files: readonly SourceFile[], { path, start, text }: Diagnostic): SchemaError {
  const source = files.find((file) => file.path === path)?.text ?? ''
  return { path, line: lineAt(source, start), says: text.replace(/\s*\n\s*/g, ' ') }
}

/** `prisma/schema.prisma:12: what is wrong`, on one line. */
export function spelledProblem(files: readonly SourceFile[], problem: Diagnostic): string {
  const { path, line, says } = placedProblem(files, problem)
  return `${path}:${line}: ${says}`
}

/**
 * @throws RestoreError `schema-unsupported` for what this tool does not work on: a MongoDB schema, a Prisma 8
 *   contract, a schema without models.
 */
export function refuseUnsupported({ files, models, datasource }: Schema): void {
  const contract = files.find((file) => /^\s*\/\/\s*use prisma-8/.test(file.text))
  if (contract !== undefined)
    throw new RestoreError(
      'schema-unsupported',
      `${contract.path} is a Prisma 8 contract; this tool reads schemas of Prisma 4 to 7.`,
      'Point --schema at the schema.prisma that prisma db pull writes.',
    )
  if (datasource?.provider === 'mongodb')
    throw new RestoreError(
      'schema-unsupported',
      'A MongoDB schema has documents and no foreign keys to restore.',
      'Point --schema at the schema of an SQL database.',
    )
  if (models.length === 0)
    throw new RestoreError(
      'schema-unsupported',
      `There is no model in ${files.map((file) => file.path).join(', ')}.`,
      'Run npx prisma db pull first.',
    )
}

/** @throws RestoreError `schema-invalid` when the schema has an error that no pull can have written. */
export function refuseBroken(files: readonly SourceFile[], problems: readonly Diagnostic[]): void {
  const broken = problems.find(
    ({ warning, text }) => !warning && HAND_MADE.some((pattern) => pattern.test(text)),
  )
  if (broken !== undefined)
    throw new RestoreError(
      'schema-invalid',
      spelledProblem(files, broken),
      'Mend the schema: npx prisma validate',
    )
}

export const errorsOf = (problems: readonly Diagnostic[]) => problems.filter(({ warning }) => !warning)

/**
 * The errors that a change brought: those of `after` beyond those of `before`, whatever line they moved to.
 *
 * @param known The problems of the schema before the change.
 */
function newProblems(known: readonly Diagnostic[], after: readonly Diagnostic[]): readonly Diagnostic[] {
  const left = new Map<string, number>()
  for (const { text } of errorsOf(known)) left.set(text, (left.get(text) ?? 0) + 1)
  return errorsOf(after).filter(({ text }) => {
    const count = left.get(text) ?? 0
    left.set(text, count - 1)
    return count <= 0
  })
}

/**
 * What the engine says of a changed schema.
 *
 * @returns The errors that are left of those that the schema had before.
 * @throws RestoreError `would-break-schema` when the engine finds an error in `after` that `before` did not have.
 */
export function refuseNewProblems(
  engine: Engine,
  known: readonly Diagnostic[],
  after: readonly SourceFile[],
): readonly Diagnostic[] {
  const found = engine.problems(after)
  const first = newProblems(known, found)[0]
  if (first !== undefined)
    throw new RestoreError(
      'would-break-schema',
      `Prisma would refuse the result, so nothing was written. ${spelledProblem(after, first)}`,
      'Leave that relation out with --skip, and please report the case.',
    )
  return errorsOf(found)
}
