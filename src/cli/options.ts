// The command line: every flag, its default and its help. The only importer of yargs.
import yargs, { type Options } from 'yargs'
import { DEFAULT_STYLE, type EditStyle } from '../edit/edit.js'
import { RestoreError } from '../errors.js'
import { DEFAULT_POLICY } from '../relation/selection.js'
import { reportFormat } from '../report/format.js'
import { closest } from '../text/similarity.js'

const COMMANDS = ['pull', 'questions', 'accept', 'reject', 'list'] as const

/** The command line as data. */
export interface CommandLine {
  readonly command: 'restore' | (typeof COMMANDS)[number]
  /** The ids and globs behind `accept` and `reject`. */
  readonly ids: readonly string[]
  /** A file of answers; `-` is the standard input. */
  readonly answers: string | undefined
  readonly to: string | undefined
  readonly field: string | undefined
  readonly back: string | undefined
  readonly note: string | undefined
  /** What stands behind `pull`: passed on to `prisma db pull`. */
  readonly pullArguments: readonly string[]
  readonly schema: string | undefined
  readonly config: string | undefined
  readonly yes: boolean
  readonly minConfidence: number
  readonly askFrom: number
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly dryRun: boolean
  readonly check: boolean
  readonly json: boolean
  readonly report: string | undefined
  readonly explain: string | undefined
  readonly decisions: string | undefined
  readonly remember: boolean
  readonly adopt: boolean
  readonly repair: boolean
  /** `true`: the project's own datasource url. */
  readonly url: string | true | undefined
  readonly workload: string | undefined
  readonly maxRowsRead: number | undefined
  readonly maxSeconds: number | undefined
  readonly explainLive: boolean
  readonly person: string | undefined
  readonly audit: boolean | undefined
  readonly bareNames: boolean | undefined
  /** Undefined when `--relation-mode` was not given: then a person may be asked. */
  readonly relationMode: EditStyle['relationMode'] | undefined
  readonly style: Omit<EditStyle, 'relationMode'>
}

const usage = (message: string): RestoreError =>
  new RestoreError('usage', message, 'See all options: npx restore-relations --help')

/** The flags of one group, as yargs takes them. */
type OptionTable = Readonly<Record<string, Options>>

const SCHEMA_OPTIONS = {
  schema: {
    type: 'string',
    requiresArg: true,
    group: 'Schema:',
    describe: 'file or folder; default: where Prisma looks',
  },
  config: {
    type: 'string',
    requiresArg: true,
    group: 'Schema:',
    describe: 'the prisma.config.* to read',
  },
} as const satisfies OptionTable

const DECIDING_OPTIONS = {
  yes: {
    type: 'boolean',
    alias: 'y',
    group: 'Deciding:',
    describe: 'accept all at or above --min-confidence, ask nothing',
  },
  'min-confidence': {
    type: 'number',
    default: DEFAULT_POLICY.minConfidence,
    requiresArg: true,
    group: 'Deciding:',
    describe: '0 to 1',
  },
  'ask-from': {
    type: 'number',
    default: DEFAULT_POLICY.askFrom,
    requiresArg: true,
    group: 'Deciding:',
    describe: '0 to 1: what is below is not asked about',
  },
  only: {
    type: 'string',
    array: true,
    nargs: 1,
    group: 'Deciding:',
    describe: 'a model, or an id such as "Post(authorId)->*"',
  },
  skip: {
    type: 'string',
    array: true,
    nargs: 1,
    group: 'Deciding:',
    describe: 'the same, left out',
  },
  decisions: {
    type: 'string',
    group: 'Deciding:',
    describe: 'default: restore-relations.json beside the schema; --no-decisions: none',
  },
  adopt: {
    type: 'boolean',
    group: 'Deciding:',
    describe: 'remember the relations that the schema has already',
  },
  repair: {
    type: 'boolean',
    group: 'Deciding:',
    describe: 'take out relation fields that a pull left broken',
  },
  person: {
    type: 'string',
    requiresArg: true,
    group: 'Deciding:',
    describe: 'the model that author, owner, created_by mean',
  },
  audit: {
    choices: ['yes', 'no'] as const,
    group: 'Deciding:',
    describe: 'whether created_by and the like get relations',
  },
  'bare-names': {
    choices: ['yes', 'no'] as const,
    group: 'Deciding:',
    describe: 'whether names without id (company) are references',
  },
} as const satisfies OptionTable

const ANSWERING_OPTIONS = {
  answers: {
    type: 'string',
    requiresArg: true,
    group: 'Answering:',
    describe: 'a JSON file of answers, - for stdin',
  },
  to: {
    type: 'string',
    requiresArg: true,
    group: 'Answering:',
    describe: 'accept: another target, "Account(id)"',
  },
  field: {
    type: 'string',
    requiresArg: true,
    group: 'Answering:',
    describe: 'accept: the name of the field',
  },
  back: {
    type: 'string',
    requiresArg: true,
    group: 'Answering:',
    describe: 'accept: the name of the field that leads back',
  },
  note: {
    type: 'string',
    requiresArg: true,
    group: 'Answering:',
    describe: 'reject: why, for the decisions file',
  },
} as const satisfies OptionTable

const OUTPUT_OPTIONS = {
  'dry-run': {
    type: 'boolean',
    group: 'Output:',
    describe: 'the diff on stdout; no schema, no decisions written',
  },
  check: {
    type: 'boolean',
    group: 'Output:',
    describe: 'status 1 if a relation is missing; no schema, no decisions written',
  },
  json: {
    type: 'boolean',
    group: 'Output:',
    describe: 'the report on stdout; writes only with --yes or answers',
  },
  report: {
    type: 'string',
    requiresArg: true,
    group: 'Output:',
    describe: 'a page (.html) or Markdown (.md)',
  },
  explain: {
    type: 'string',
    requiresArg: true,
    group: 'Output:',
    describe: 'all about one column or model: Post.authorId, Post',
  },
} as const satisfies OptionTable

const WRITING_OPTIONS = {
  naming: {
    choices: ['natural', 'prisma'] as const,
    default: DEFAULT_STYLE.naming,
    group: 'Writing:',
    describe: 'author/posts, or the names db pull gives',
  },
  indexes: {
    choices: ['add', 'report', 'off'] as const,
    default: DEFAULT_STYLE.indexes,
    group: 'Writing:',
    describe: '@@index where relation scalars lack one',
  },
  'relation-mode': {
    choices: ['prisma', 'foreignKeys', 'keep'] as const,
    group: 'Writing:',
    describe: 'set the datasource to it; default: keep',
  },
  'many-to-many': {
    choices: ['explicit', 'lists'] as const,
    default: DEFAULT_STYLE.manyToMany,
    group: 'Writing:',
    describe: 'what a bare _AToB table becomes',
  },
  'include-ignored': {
    type: 'boolean',
    group: 'Writing:',
    describe: 'relations of @@ignore models too',
  },
  format: {
    type: 'boolean',
    default: DEFAULT_STYLE.format,
    group: 'Writing:',
    describe: '--no-format: never re-align other lines',
  },
} as const satisfies OptionTable

const LIVE_OPTIONS = {
  url: {
    type: 'string',
    group: 'Live data:',
    describe: 'look at the data; alone: the url of the project',
  },
  workload: {
    type: 'string',
    requiresArg: true,
    group: 'Live data:',
    describe: 'exported query patterns as evidence',
  },
  'max-rows-read': {
    type: 'number',
    requiresArg: true,
    group: 'Live data:',
    describe: 'stop looking after so many rows',
  },
  'max-seconds': {
    type: 'number',
    requiresArg: true,
    group: 'Live data:',
    describe: 'stop looking after so long',
  },
  'explain-live': {
    type: 'boolean',
    group: 'Live data:',
    describe: 'print the statements, send none',
  },
} as const satisfies OptionTable

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['$0', 'ask about every relation, show what is added, write'],
  ['$0 --dry-run', 'show what would be written'],
  ['$0 --yes', 'write every relation at or above 0.9'],
  ['$0 --check', 'for CI: fail when a relation is missing'],
  ['$0 --url', 'look at the live data too'],
  ['$0 pull', 'prisma db pull, then restore'],
  ['$0 accept ID', 'answer one question: "Post(authorId)->User(id)"'],
  ['$0 list', 'what was decided so far'],
]

const OPTIONS = {
  ...SCHEMA_OPTIONS,
  ...DECIDING_OPTIONS,
  ...ANSWERING_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...WRITING_OPTIONS,
  ...LIVE_OPTIONS,
} as const satisfies OptionTable

/** What a refused word was likely meant to be. */
const nearest = (word: string, known: readonly string[]): string | undefined =>
  closest(word.replace(/^-+/, ''), known)

/** What yargs refuses, in one line and with the option that was likely meant. */
function refused(message: string): RestoreError {
  const says = message.replace(/:?\s*\n\s*/g, ': ')
  const [, unknown] = /^Unknown arguments?: ([\w-]+)/.exec(says) ?? []
  const meant =
    unknown === undefined ? undefined : nearest(unknown, [...Object.keys(OPTIONS), 'help', 'version'])
  return meant === undefined ? usage(says) : new RestoreError('usage', says, `Did you mean --${meant}?`)
}

const COMPLETION = 'completion'

const parser = (argv: readonly string[], version: string, width: number) =>
  // A default command would run behind this one, and yargs forgets what it was to print.
  (argv[0] === COMPLETION ? yargs([...argv]) : yargs([...argv]).command('$0', false))
    .scriptName('restore-relations')
    .usage(
      '$0 [options]\n\nRestores the relations that prisma db pull cannot see in a database without foreign keys.',
    )
    .command('pull', 'run prisma db pull, then restore; what stands behind -- goes to Prisma')
    .command('questions', 'the open questions in their order; with --json for programs')
    .command('accept', 'accept what is open: ids or globs')
    .command('reject', 'the same with no; takes written relations out again')
    .command('list', 'the decisions so far; with --json for programs')
    .completion(COMPLETION, 'print a script that completes options in bash or zsh')
    .parserConfiguration({
      'populate--': true,
      'camel-case-expansion': false,
      // An id is a text, even a table named 007.
      'parse-positional-numbers': false,
    })
    .options(OPTIONS)
    .strictOptions()
    .example(EXAMPLES.map(([command, says]) => [command, says]))
    .check((given) => {
      const twice = Object.entries(given).find(
        ([name, value]) => Array.isArray(value) && !['_', '--', 'only', 'skip'].includes(name),
      )
      if (twice !== undefined) throw usage(`--${twice[0]} was given twice.`)
      return true
    })
    .wrap(Math.min(width, 80))
    .version(version)
    .help()
    .alias('help', 'h')
    .alias('version', 'v')
    .exitProcess(false)
    // A handler that returns would let the command run all the same.
    .fail((message: string | null, error: unknown) => {
      throw message === null ? error : refused(message)
    })

/** What is refused behind a command, or in the place of one. */
function strayWord(
  command: CommandLine['command'],
  word: string,
  line: { readonly explain?: unknown },
): RestoreError {
  if (command === 'pull')
    return usage(`pull takes no argument: what Prisma is to get stands behind --, not ${word}.`)
  if (command !== 'restore') return usage(`${command} takes no argument, such as ${word}.`)
  if (line.explain !== undefined)
    return new RestoreError(
      'usage',
      `--explain takes one value, and ${word} is one more.`,
      'Name one column or model, for example --explain Post.authorId',
    )
  return unknownCommand(word)
}

/** Shells that yargs has a script for. */
const SHELLS: readonly string[] = ['bash', 'zsh']

/** yargs prints the script for bash whatever shell is named. */
function refuseShell([command, ...words]: readonly string[]): void {
  const other = words.find((word) => !word.startsWith('-') && !SHELLS.includes(word))
  if (command === COMPLETION && other !== undefined)
    throw new RestoreError(
      'usage',
      `There is no completion for ${other}: bash and zsh only.`,
      'Run it in one of them: npx restore-relations completion',
    )
}

function unknownCommand(word: string): RestoreError {
  if (Object.hasOwn(OPTIONS, word))
    return new RestoreError('usage', `Unknown command: ${word}`, `Did you mean --${word}?`)
  const meant = nearest(word, [...COMMANDS, COMPLETION])
  const says = `Unknown command: ${word}`
  return meant === undefined ? usage(says) : new RestoreError('usage', says, `Did you mean ${meant}?`)
}

/** A flag whose value is empty, as in `--min-confidence=$UNSET`, must not be taken for 0, the current folder or nothing. */
function refuseEmpty(argv: readonly string[]): void {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  const at = own.findIndex((word) => word === '' || /^--[\w-]+=$/.test(word))
  if (at === -1) return
  const flag = own[at] === '' ? own[at - 1] : own[at]?.slice(0, -1)
  throw usage(`${flag ?? 'The first argument'} was given an empty value.`)
}

function positive(value: number | undefined, flag: string): number | undefined {
  if (value !== undefined && !(value > 0)) throw usage(`${flag} takes a number above 0.`)
  return value
}

/** Whether somebody answers without being asked: `accept`, `reject` or `--answers`. */
export const isAnswering = ({ command, answers }: CommandLine): boolean =>
  command === 'accept' || command === 'reject' || answers !== undefined

/** What does not go with questions and answers. */
function refuseWithAnswers(line: CommandLine): void {
  const { command, ids, answers, to, field, back, note, remember, explain } = line
  const isVerb = command === 'accept' || command === 'reject'
  if (isVerb && ids.length === 0)
    throw new RestoreError(
      'usage',
      `${command} takes one or more ids or globs.`,
      'See what is open: npx restore-relations questions',
    )
  if (answers !== undefined && command !== 'restore' && command !== 'pull')
    throw usage(`${command} and --answers are two ways to answer: use one of them.`)
  const [stray] = [
    ['--to', to, 'accept'],
    ['--field', field, 'accept'],
    ['--back', back, 'accept'],
    ['--note', note, 'reject'],
  ].flatMap(([flag, value, verb]) => (value === undefined || command === verb ? [] : [{ flag, verb }]))
  if (stray !== undefined) throw usage(`${stray.flag} goes with ${stray.verb}.`)
  if (command === 'reject' && !remember)
    throw usage('reject remembers a no, and --no-decisions keeps no memory.')
  if (command !== 'questions' && command !== 'list' && !isAnswering(line)) return
  const other = [
    ['--yes', line.yes],
    ['--check', line.check],
    ['--explain', explain !== undefined],
    ['--explain-live', line.explainLive],
    ['--report', (command === 'questions' || command === 'list') && line.report !== undefined],
    ['--no-decisions', command === 'list' && !remember],
    ['--url', command === 'list' && line.url !== undefined],
    ['--dry-run', command === 'list' && line.dryRun],
  ].flatMap(([flag, given]) => (given === true ? [flag] : []))[0]
  if (other !== undefined)
    throw usage(`${answers === undefined ? command : '--answers'} and ${other} are two different runs.`)
}

/** Flags that cannot both be meant: which two, and why not. */
function refuseContradictions(line: CommandLine): void {
  if (line.report !== undefined) reportFormat(line.report)
  refuseWithAnswers(line)
  if (line.adopt && !line.remember)
    throw usage('--adopt remembers relations, and --no-decisions keeps no memory.')
  const beside = line.yes ? '--yes' : line.dryRun ? '--dry-run' : undefined
  if (line.check && beside !== undefined) throw usage(`--check and ${beside} are two different runs.`)
  const told = line.explain === undefined ? line.explainLive && '--explain-live' : '--explain'
  if (line.json && told !== false)
    throw new RestoreError(
      'usage',
      `${told} prints a text for people, and --json prints the whole report.`,
      'For programs, every column with its evidence: npx restore-relations --json',
    )
  const silent = [
    ['--dry-run', line.dryRun],
    ['--check', line.check],
    ['--explain-live', line.explainLive],
    ['--json without --yes', line.json && !line.yes],
  ] as const
  const flag = silent.find(([, given]) => given)?.[0]
  if (line.command === 'pull' && flag !== undefined)
    throw usage(`pull changes the schema, and ${flag} changes nothing: pull first, then look.`)
}

const yesNo = (answer: 'yes' | 'no' | undefined): boolean | undefined =>
  answer === undefined ? undefined : answer === 'yes'

/**
 * Reads the command line.
 *
 * @param argv The arguments without node and the script.
 * @param width Of the terminal, in characters: wider than 80 no help is read.
 * @returns The options, or the text to print when `--help` or `--version` was asked for.
 * @throws RestoreError `usage`
 */
export async function readCommandLine(
  argv: readonly string[],
  version: string,
  width = 80,
): Promise<CommandLine | { readonly text: string }> {
  refuseEmpty(argv)
  refuseShell(argv)
  let text = ''
  const parsed = await parser(argv, version, width).parse([...argv], {}, (_error, _argv, output) => {
    text = output
  })
  if (text !== '') return { text }
  const words = parsed._.map(String)
  const command = COMMANDS.find((name) => name === words[0]) ?? 'restore'
  const behind = command === 'restore' ? words : words.slice(1)
  const ids = command === 'accept' || command === 'reject' ? behind : []
  const [stray] = ids.length > 0 ? [] : behind
  if (stray !== undefined) throw strayWord(command, stray, parsed)
  const minConfidence = parsed['min-confidence']
  const askFrom = parsed['ask-from']
  for (const [flag, share] of [
    ['--min-confidence', minConfidence],
    ['--ask-from', askFrom],
  ] as const)
    if (!(share >= 0 && share <= 1)) throw usage(`${flag} takes a number from 0 to 1.`)
  // `--no-decisions` reaches yargs as the boolean false of an option that is otherwise a string.
  const decisions: unknown = parsed.decisions
  const remember = decisions !== false
  const line: CommandLine = {
    command,
    ids,
    answers: parsed.answers,
    to: parsed.to,
    field: parsed.field,
    back: parsed.back,
    note: parsed.note,
    pullArguments: Array.isArray(parsed['--']) ? parsed['--'].map(String) : [],
    schema: parsed.schema,
    config: parsed.config,
    yes: parsed.yes ?? false,
    minConfidence,
    askFrom,
    only: parsed.only ?? [],
    skip: parsed.skip ?? [],
    dryRun: parsed['dry-run'] ?? false,
    check: parsed.check ?? false,
    json: parsed.json ?? false,
    report: parsed.report,
    explain: parsed.explain,
    decisions: typeof decisions === 'string' ? decisions : undefined,
    remember,
    adopt: parsed.adopt ?? false,
    repair: parsed.repair ?? false,
    url: parsed.url === '' ? true : parsed.url,
    workload: parsed.workload,
    maxRowsRead: positive(parsed['max-rows-read'], '--max-rows-read'),
    maxSeconds: positive(parsed['max-seconds'], '--max-seconds'),
    explainLive: parsed['explain-live'] ?? false,
    person: parsed.person,
    audit: yesNo(parsed.audit),
    bareNames: yesNo(parsed['bare-names']),
    relationMode: parsed['relation-mode'],
    style: {
      naming: parsed.naming,
      indexes: parsed.indexes,
      manyToMany: parsed['many-to-many'],
      includeIgnored: parsed['include-ignored'] ?? false,
      format: parsed.format,
    },
  }
  refuseContradictions(line)
  return line
}
