import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_STYLE } from '../src/edit/edit.js'
import { planEdits } from '../src/edit/plan.js'
import type { Choice, RelationNames } from '../src/relation/decision.js'
import { read } from '../src/schema/read.js'
import { corpusFolder } from './corpus.js'

function namesIn(text: string, choices: readonly Choice[]): readonly RelationNames[] {
  const plan = planEdits(read([{ path: 'schema.prisma', text }]), choices, DEFAULT_STYLE)
  return plan.relations.map((relation) => relation.names)
}

describe('the names of one relation', () => {
  it.each([
    // column, referenced model, field, back; `!` marks a unique column
    ['Post.authorId', 'User', 'author', 'posts'],
    ['Post.author_id', 'User', 'author', 'posts'],
    ['Post.id_author', 'User', 'author', 'posts'],
    ['Post.AuthorID', 'User', 'Author', 'posts'],
    ['Post.authorUuid', 'User', 'author', 'posts'],
    ['Post.paid', 'User', 'user', 'posts'],
    ['Post.createdBy', 'User', 'createdByUser', 'posts'],
    ['Post.created_by', 'AdminUser', 'created_by_user', 'posts'],
    ['Post.createdByUserId', 'User', 'createdBy', 'posts'],
    ['Country.continentCode', 'Continent', 'continent', 'countries'],
    ['UserProfile.userId!', 'User', 'user', 'profile'],
    ['UserSettings.userId!', 'User', 'user', 'settings'],
    ['OrderItem.orderId', 'Order', 'order', 'items'],
    ['order_items.order_id', 'orders', 'order', 'items'],
    ['BibleVerse.bookId', 'BibleBook', 'book', 'verses'],
    ['StatusHistory.orderId', 'Order', 'order', 'statusHistory'],
    ['ArticleToTag.tagId', 'Article', 'tag', 'articleToTags'],
    ['APIKey.ownerId', 'HTTPClient', 'owner', 'apiKeys'],
    ['User2fa.userId', 'User', 'user', 'user2fas'],
    ['Category.parentId', 'Category', 'parent', 'children'],
    ['Comment.replyToId', 'Comment', 'replyTo', 'replies'],
    ['Employee.managerId', 'Employee', 'manager', 'managedEmployees'],
  ])('%s -> %s is %s and %s', (column, to, field, back) => {
    const [from = '', written = ''] = column.split('.')
    const name = written.replace('!', '')
    const key = name === 'continentCode' ? 'code' : 'id'
    const line = `  ${name} Int${written.endsWith('!') ? ' @unique' : ''}`
    const models =
      from === to
        ? `model ${from} {\n  ${key} Int @id\n${line}\n}\n`
        : `model ${from} {\n${line}\n}\nmodel ${to} {\n  ${key} Int @id\n}\n`
    const names = namesIn(models, [
      { from: { model: from, fields: [name] }, to: { model: to, fields: [key] } },
    ])
    expect(names).toMatchObject([{ field, back }])
  })
})

interface TrueRelation {
  readonly fromModel: string
  readonly fromFields: readonly string[]
  readonly toModel: string
  readonly toFields: readonly string[]
  readonly kind: string
  readonly relationFieldName?: string
  readonly backFieldName?: string
}

/** The relations of a schema, unless their names are those of a pull, which nobody chose. */
function relationsNamedByPeople(file: string): readonly TrueRelation[] {
  const truth: readonly TrueRelation[] = JSON.parse(readFileSync(file, 'utf8'))
  const named = truth.filter((relation) => relation.kind !== 'polymorphic' && relation.relationFieldName)
  const pulled = named.filter(
    ({ relationFieldName = '', toModel }) =>
      relationFieldName === toModel || relationFieldName.includes(`To${toModel}`),
  )
  return pulled.length < named.length / 2 ? named : []
}

describe.skipIf(corpusFolder === undefined)(
  `the names people chose ${corpusFolder === undefined ? '(CORPUS is not set)' : ''}`,
  () => {
    it('are those we choose, as often as measured before', () => {
      const folder = path.join(corpusFolder ?? '', 'prisma-kept')
      let all = 0
      let fields = 0
      let backs = 0
      for (const file of readdirSync(path.join(folder, 'truth'))) {
        const truth = relationsNamedByPeople(path.join(folder, 'truth', file))
        const text = readFileSync(path.join(folder, 'schema', file.replace('.json', '.prisma')), 'utf8')
        const choices = truth.map(({ fromModel, fromFields, toModel, toFields, ...rest }) => ({
          from: { model: fromModel, fields: fromFields },
          to: { model: toModel, fields: toFields },
          truth: rest,
        }))
        const plan = planEdits(read([{ path: file, text }]), choices, DEFAULT_STYLE)
        const planned = new Map(
          plan.relations.map(({ from, to, names }) => [JSON.stringify([from, to]), names]),
        )
        for (const { from, to, truth: wanted } of choices) {
          const names = planned.get(JSON.stringify([from, to]))
          if (names === undefined || wanted.backFieldName === undefined) continue
          all++
          if (names.field === wanted.relationFieldName) fields++
          if (names.back === wanted.backFieldName) backs++
        }
      }
      process.stderr.write(
        `names of ${all} relations: forward ${((100 * fields) / all).toFixed(1)} %, back ${((100 * backs) / all).toFixed(1)} %\n`,
      )
      expect(fields / all).toBeGreaterThan(0.9)
      expect(backs / all).toBeGreaterThan(0.615)
    })
  },
)
