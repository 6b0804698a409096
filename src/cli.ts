#!/usr/bin/env node
// The command line: argv in, the real ports, text and exit status out. The only file that touches `process`.
import { run } from './cli/command.js'

const { argv, env, execPath, stdin, stdout, stderr } = process

// Whoever reads the output, say `head`, may stop before its end.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
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

process.exitCode = await run(argv.slice(2), {
  cwd: process.cwd(),
  env,
  node: execPath,
  stdin,
  stdout,
  stderr,
  uninterrupted,
})
