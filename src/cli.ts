#!/usr/bin/env node
// The command line: argv in, the real ports, text and exit status out. The only file that touches `process`.
import { run } from './cli/command.js'
import { describeFailure, statusOf } from './cli/failure.js'

const { argv, env, execPath, stdin, stdout, stderr } = process

let isOutputLost = false

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads the output, say `head`, may stop before its end.
  if (error.code === 'EPIPE' || isOutputLost) return
  isOutputLost = true
  stderr.write(describeFailure(error))
  // It may come when the run is over.
  process.exitCode = statusOf(error)
})

async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  const stay = () => {}
  process.on('SIGINT', stay)
  try {
    return await work()
  } finally {
    process.off('SIGINT', stay)
  }
}

const status = await run(argv.slice(2), {
  cwd: process.cwd(),
  env,
  node: execPath,
  stdin,
  stdout,
  stderr,
  uninterrupted,
})
process.exitCode = isOutputLost ? 2 : status
