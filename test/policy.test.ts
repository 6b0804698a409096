import { describe, expect, it } from 'vitest'
import { withSuccessors } from '../src/decide/open.js'
import { decideByPolicy } from '../src/decide/policy.js'
import type { Candidate } from '../src/relation/candidate.js'
import type { Drift } from '../src/relation/drift.js'
import { coversRelation, type Policy } from '../src/relation/selection.js'
import { read } from '../src/schema/read.js'
import { lookUp } from '../src/schema/schema.js'

const schema = read([
  {
    path: 'schema.prisma',
    text: `model Task {
  id        Int @id
  ownerId   Int @map("owner_id")
  projectId Int
  tenantId  Int

  @@map("tasks")
}

model User {
  id       Int @id
  tenantId Int

  @@unique([tenantId, id])
}

model Tenant {
  id Int @id
}
`,
  },
])

const candidate = (
  fields: readonly string[],
  to: string,
  keys: readonly string[],
  confidence: number,
): Candidate => ({
  id: `tasks(${fields.map((field) => (field === 'ownerId' ? 'owner_id' : field))})->${to}(${keys})`,
  from: { model: 'Task', fields },
  to: { model: to, fields: keys },
  cardinality: 'many-to-one',
  optional: false,
  confidence,
  convention: 'role',
  evidence: [],
})

const decided = (candidates: readonly Candidate[], policy: Partial<Policy> = {}): readonly string[] =>
  decideByPolicy(
    { schema, references: candidates.map((c) => ({ from: c.from, candidates: [c] })), drift: [] },
    { minConfidence: 0.9, only: [], skip: [], ...policy },
  ).map(({ id }) => id)

const owner = candidate(['ownerId'], 'User', ['id'], 0.95)
const tenant = candidate(['tenantId'], 'Tenant', ['id'], 0.97)
const ownerOfTenant = candidate(['tenantId', 'ownerId'], 'User', ['tenantId', 'id'], 0.95)

describe('a glob', () => {
  const covers = (glob: string) => coversRelation(lookUp(schema), [glob])(owner)

  it.each([
    'Task',
    'tasks',
    'T*',
    'task',
    'Task.ownerId',
    'tasks.owner_id',
    'Task(ownerId)->User(id)',
    'tasks(owner_id)->*',
  ])('means a relation as %s', (glob) => expect(covers(glob)).toBe(true))

  it.each(['User', 'ownerId', 'Tas', 'Task(owner.d)->User(id)', 'T?sk'])('does not mean it as %s', (glob) =>
    expect(covers(glob)).toBe(false),
  )
})

describe('a policy', () => {
  it('accepts what is at or above the threshold', () => {
    expect(decided([owner, tenant], { minConfidence: 0.95 })).toEqual([owner.id, tenant.id])
    expect(decided([owner, tenant], { minConfidence: 0.96 })).toEqual([tenant.id])
  })

  it('takes what --only names, and of that not what --skip names', () => {
    expect(decided([owner, tenant], { only: ['*->User*'] })).toEqual([owner.id])
    expect(decided([owner, tenant], { only: ['Task'], skip: ['Task.ownerId'] })).toEqual([tenant.id])
  })

  it('takes of two that say the same the likelier, else the one with more columns', () => {
    expect(decided([owner, ownerOfTenant, tenant])).toEqual([ownerOfTenant.id, tenant.id])
    expect(decided([{ ...owner, confidence: 0.96 }, ownerOfTenant, tenant])).toEqual([owner.id, tenant.id])
  })
})

it('writes what takes the place of a lost relation as that was', () => {
  const choice = { from: owner.from, to: owner.to, names: { field: 'chief' }, onDelete: 'Cascade' }
  const drift = [
    { id: 'tasks(boss)->User(id)', says: 'gone', restored: false, suggestion: owner.id, successor: choice },
  ]
  const references = [{ from: owner.from, candidates: [owner] }]
  const policy = { minConfidence: 0.9, only: [], skip: [] }
  expect(decideByPolicy({ schema, references, drift }, policy)).toEqual([
    { id: owner.id, verdict: 'accept', choice, by: 'policy' },
  ])
})

describe('what takes the place of a lost relation', () => {
  const rival = candidate(['projectId'], 'Tenant', ['id'], 0.6)
  const lost: Drift = {
    id: 'tasks(projectRef)->users(id)',
    says: 'The column projectRef is gone.',
    suggestion: candidate(['projectId'], 'User', ['id'], 0.3).id,
    successor: { from: { model: 'Task', fields: ['projectId'] }, to: { model: 'User', fields: ['id'] } },
    restored: false,
  }
  const likely = candidate(['projectId'], 'User', ['id'], 0.3)

  it('comes before its rivals and before all other columns, and once', () => {
    const references = [owner, rival].map((best) => ({
      from: best.from,
      candidates: best === rival ? [rival, likely] : [best],
    }))
    expect(
      withSuccessors(schema, references, [lost]).map(({ candidates }) => candidates.map(({ id }) => id)),
    ).toEqual([[likely.id, rival.id], [owner.id]])
  })
})
