// The answers that a command line gives: `accept`, `reject`, or a file.
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { GivenAnswers } from '../decide/given.js'
import { RestoreError } from '../errors.js'
import { readText } from '../files.js'
import { parseAnswers } from '../memory/answers-file.js'
import type { CommandLine } from './options.js'
import type { Surroundings } from './surroundings.js'

async function answersIn(file: string, { cwd, stdin }: Surroundings): Promise<GivenAnswers> {
  if (file === '-') return parseAnswers(await text(stdin), 'stdin')
  const json = readText(path.resolve(cwd, file))
  if (json === undefined)
    throw new RestoreError('usage', `There is no file ${file}.`, 'Name a file of answers, or - for stdin.')
  return parseAnswers(json, file)
}

/**
 * The answers of a command line; undefined where it gives none.
 *
 * @throws RestoreError `usage` when the file is not to be read.
 */
export async function givenAnswers(
  line: CommandLine,
  around: Surroundings,
): Promise<GivenAnswers | undefined> {
  const { command, ids, answers, to, field, back, note, remember } = line
  const none = { accept: [], reject: [], retarget: {} }
  if (command === 'accept') {
    const names = {
      ...(field === undefined ? {} : { field }),
      ...(back === undefined ? {} : { back }),
    }
    const named = field === undefined && back === undefined ? {} : { names }
    return to === undefined
      ? { ...none, accept: ids, ...named }
      : { ...none, retarget: Object.fromEntries(ids.map((id) => [id, to])), ...named }
  }
  if (command === 'reject') return { ...none, reject: ids, note }
  if (answers === undefined) return undefined
  const given = await answersIn(answers, around)
  if (given.reject.length > 0 && !remember)
    throw new RestoreError(
      'usage',
      '"reject" remembers a no, and --no-decisions keeps no memory.',
      'Leave one of them out.',
    )
  return { ...given, mayRepeat: true }
}
