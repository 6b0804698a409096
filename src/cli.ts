#!/usr/bin/env node
// The command line: argv in, the real ports, text and exit status out. The only file that touches `process`.
import { run } from './command.js'

const { argv, env, stdin, stdout, stderr } = process

process.exitCode = await run(argv.slice(2), { cwd: process.cwd(), env, stdin, stdout, stderr })
