#!/usr/bin/env node
// A stand-in for `prisma db pull`, whose engine wants a database: relation fields and // comments are gone afterwards.
import { readFileSync, writeFileSync } from 'node:fs'
import { loadEngine } from '../../dist/prisma/engine.js'

if (process.argv.slice(2, 4).join(' ') !== 'db pull') process.exit(3)

const path = 'prisma/schema.prisma'
const text = readFileSync(path, 'utf8')
const models = [...text.matchAll(/^model (\w+)/gm)].map(([, name]) => name)
const gone = new RegExp(`^ +\\w+ +(?:${models.join('|')})\\b|^ *//(?!/)`)
const pulled = text
  .split('\n')
  .filter((line) => !gone.test(line))
  .join('\n')
  .trimStart()

for (const file of loadEngine().format([{ path, text: pulled }])) writeFileSync(path, file.text)
