// Questions that are answered elsewhere, as a chat bot would put them: open ones go to questions.md, answers come from
// answers.json. Run it again when there are new answers: node restore.mjs
import { readFile, writeFile } from 'node:fs/promises'
import { restoreRelations } from 'restore-relations'

/** @type {Record<string, 'accept' | 'reject'>} */
const answers = JSON.parse(await readFile('answers.json', 'utf8'))
/** @type {string[]} */
const questions = []

const { written } = await restoreRelations({
  schema: 'prisma/schema.prisma',
  // Called for one relation after the other; a bot would wait here for a reply.
  decide: async ({ id, confidence, evidence }) => {
    if (answers[id] !== undefined) return answers[id]
    const why = evidence.map(({ says }) => says).join(', ')
    questions.push(`- [ ] \`${id}\` (${Math.round(confidence * 100)} %): ${why}`)
    return 'skip'
  },
})

await writeFile('questions.md', questions.map((line) => `${line}\n`).join(''))
console.log(`Written: ${written.join(', ') || 'nothing'}. Open questions: ${questions.length}.`)
