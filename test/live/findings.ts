// What the data of the shop says.

import { beforeAll, expect, it } from 'vitest'
import { columnsId } from '../../src/relation/identity.js'
import { lookUp } from '../../src/schema/schema.js'
import type { ScratchDatabase } from '../servers/scratch-database.js'
import type { Server } from '../servers/servers.js'
import { candidate, columns, everything, inferred, lookAt, shopSchema, unresolved } from './shop.js'

export function describeFindings(server: Server, shop: () => ScratchDatabase): void {
  beforeAll(async () => {
    // Not before: the digests must hold the join when the tests read them.
    await shop().admin.query(
      'CREATE VIEW worn AS SELECT p.id FROM purchase p JOIN customer c ON c.id = p.worn_id',
    )
    await shop().admin.query("SELECT 'a literal' FROM draft d JOIN tiny t ON t.id = d.user_id")
  })

  // The confidence it ends with from 0.5, and a part of the reason.
  it.each([
    ['dense keys prove nothing', 'Purchase.userId > User.id', 0.5, 0.5, 'any others in their range'],
    [
      'a handful of values prove nothing',
      'Purchase.storeNo > User.id',
      0.5,
      0.5,
      'any others in their range',
    ],
    ['orphans refute', 'Purchase.userId > Tiny.id', 0, 0.01, 'sampled rows have no Tiny.id (100 %)'],
    ['an empty key is silent', 'Purchase.userId > Nothing.id', 0.5, 0.5, ''],
    ['keys with gaps confirm', 'Purchase.customerId > Customer.id', 0.95, 1, 'decoys'],
    ['a comment names the table', 'Purchase.customerId > Customer.id', 0.95, 1, 'comment names'],
    [
      'case and accents as the collation has it',
      'Purchase.customerEmail > Customer.email',
      0.95,
      1,
      'all 800',
    ],
    ['bytes', 'Purchase.accountUuid > Account.uuid', 0.95, 1, 'all 100'],
    [
      'letters the key cannot hold',
      'Purchase.deviceCode > Device.code',
      0.95,
      1,
      '9 of 935 sampled rows have no',
    ],
    ['beyond a signed integer', 'Purchase.eventId > Event.id', 0.95, 1, 'decoys'],
    ['two columns', 'Purchase.storeNo+orderNo > StoreOrder.storeNo+orderNo', 0.95, 1, 'decoys'],
    [
      'zero for none',
      'Purchase.referrerId > Customer.id',
      0.95,
      1,
      '500 sampled rows hold a value such as 0',
    ],
    ['a few orphans', 'Purchase.wornId > Customer.id', 0.95, 1, '(2.4 %)'],
    ['nothing but NULL', 'Purchase.unusedId > User.id', 0.5, 0.5, ''],
    ['a foreign key', 'Purchase.sellerId > User.id', 0.99, 1, 'the database has this foreign key'],
    ['a foreign key elsewhere', 'Purchase.sellerId > Tiny.id', 0, 0.01, 'foreign key from here to user'],
    ['two dense keys out of step', 'Purchase.profileId > Purchase.id', 0, 0.01, 'have no'],
    ['different types are not compared', 'Purchase.oddId > User.id', 0.5, 0.5, ''],
    ['an empty table is silent', 'Draft.userId > User.id', 0.4, 0.5, ''],
    ['a table that is not there', 'Lost.userId > User.id', 0.5, 0.5, ''],
    ['a join in a view', 'Purchase.wornId > Customer.id', 0.99, 1, 'joined in 1 view'],
  ])('%s: %s', async (_, text, low, high, reason) => {
    const { found, checked, notChecked } = await lookAt(shop().url, inferred([candidate(text)]))
    const after = found(text)
    expect(after?.evidence.map(({ says }) => says).join('\n')).toContain(reason)
    expect(after?.confidence).toBeGreaterThanOrEqual(low)
    expect(after?.confidence).toBeLessThanOrEqual(high)
    // One answer for each candidate, whatever it is.
    expect([...checked, ...notChecked].filter(({ what }) => what === candidate(text).id)).toHaveLength(1)
  })

  it('settles rivals, and gives little of a refuted share to the next', async () => {
    const rivals = inferred([
      candidate('Purchase.customerId > Tiny.id', 0.7),
      candidate('Purchase.customerId > Customer.id', 0.2),
    ])
    const settled = await lookAt(shop().url, rivals)
    expect(settled.references[0]?.candidates[0]?.to.model).toBe('Customer')
    expect(settled.found('Purchase.customerId > Customer.id')?.confidence).toBeGreaterThan(0.9)
    const refuted = inferred([
      candidate('Purchase.userId > Tiny.id', 0.7),
      candidate('Purchase.userId > User.id', 0.2),
    ])
    expect((await lookAt(shop().url, refuted)).found('Purchase.userId > User.id')?.confidence).toBeLessThan(
      0.5,
    )
  })

  it('singles out the one key that holds the values, but never a dense one', async () => {
    const {
      found,
      references,
      unresolved: left,
      checked,
    } = await lookAt(shop().url, unresolved('Purchase.accountUuid', 'Purchase.userId', 'Purchase.deviceCode'))
    expect(found('Purchase.accountUuid > Account.uuid')?.confidence).toBeGreaterThan(0.5)
    // Data alone is shown, not accepted.
    expect(found('Purchase.accountUuid > Account.uuid')?.confidence).toBeLessThan(0.9)
    expect(found('Purchase.deviceCode > Device.code')).toBeDefined()
    expect(references.some(({ from }) => from.model === 'Purchase' && from.fields[0] === 'userId')).toBe(
      false,
    )
    expect(left.map(({ from }) => from.fields[0])).toEqual(['userId'])
    expect(
      checked.find(({ what }) => what === columnsId(lookUp(shopSchema), columns('Purchase.userId')))?.says,
    ).toMatch(/^no single one of \d+ keys/)
  })

  it('proposes what the database enforces or joins though no name says so', async () => {
    const { found, notChecked } = await lookAt(shop().url, inferred())
    expect(found('Purchase.sellerId > User.id')?.confidence).toBeGreaterThan(0.9)
    expect(found('Purchase.wornId > Customer.id')?.evidence.map(({ source }) => source)).toContain('view')
    const digests = notChecked.some(({ what }) => what === 'the statements that ran')
    if (!digests)
      expect(found('Draft.userId > Tiny.id')?.evidence[0]?.says).toMatch(/^joined in 1 statement that ran/)
    expect(server.own && digests).toBe(false)
  })

  it('asks the same and answers the same every time', async () => {
    const [first, second] = [await lookAt(shop().url, everything), await lookAt(shop().url, everything)]
    expect(second.sent).toEqual(first.sent)
    expect(second.references).toEqual(first.references)
  })

  it('shows no value', async () => {
    const { sent, ...answer } = await lookAt(shop().url, everything)
    const shown = JSON.stringify(answer)
    expect(sent.join()).toContain(Buffer.from('STRASSE').toString('hex').slice(0, 6).toUpperCase())
    for (const value of ['Example.test', 'EXAMPLE', 'émoji', 'a literal']) expect(shown).not.toContain(value)
  })
}
