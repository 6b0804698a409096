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

/** Tables with an `Int` key and `Int` columns: `shop_orders(order_id: id, customer_id)`. */
function schemaOf(tables: readonly string[]): string {
  return tables
    .map((table) => {
      const [, name = '', key = '', rest = ''] = /^(\w+)\((\w+)((?:, \w+!?)*)\)$/.exec(table) ?? []
      const columns = [...rest.matchAll(/(\w+)(!?)/g)].map(
        ([, column, unique]) => `  ${column} Int${unique === '!' ? ' @unique' : ''}\n`,
      )
      return `model ${name} {\n  ${key} Int @id\n${columns.join('')}}\n`
    })
    .join('')
}

/** The names of relations given as `ships.port_id -> ports.id`, as `field | back`. */
function namesOf(tables: readonly string[], relations: readonly string[]): readonly string[] {
  const choices = relations.map((relation) => {
    const [model = '', field = '', target = '', key = ''] = relation.split(/\.| -> /)
    return { from: { model, fields: [field] }, to: { model: target, fields: [key] } }
  })
  return namesIn(schemaOf(tables), choices).map(({ field, back }) => `${field} | ${back}`)
}

describe('the names in a database with habits of its own', () => {
  it('leave the prefix of all tables away, on both sides', () => {
    const tables = [
      'hx_ships(id, port_id, hx_line_id)',
      'hx_ports(id)',
      'hx_lines(id)',
      'hx_alerts(id, ship)',
    ]
    const relations = ['hx_ships.port_id -> hx_ports.id', 'hx_ships.hx_line_id -> hx_lines.id']
    expect(namesOf(tables, [...relations, 'hx_alerts.ship -> hx_ships.id'])).toEqual([
      'port | ships',
      'line | ships',
      'ship_ref | alerts',
    ])
  })

  it('leave it away behind a word that makes a key too', () => {
    const tables = ['hx_ships(id, id_hx_line)', 'hx_lines(id)', 'hx_ports(id)']
    expect(namesOf(tables, ['hx_ships.id_hx_line -> hx_lines.id'])).toEqual(['line | ships'])
  })

  it('keep a first word that is a table itself', () => {
    const tables = ['Order(id)', 'OrderLine(id)', 'OrderState(id, lineId)']
    expect(namesOf(tables, ['OrderState.lineId -> OrderLine.id'])).toEqual(['line | states'])
    expect(namesOf(tables, ['OrderState.lineId -> Order.id'])).toEqual(['line | states'])
  })

  it('leave the letter of keys and that of tables away', () => {
    const tables = [
      'tschiff(kSchiff)',
      'thafen(kHafen)',
      'tkran(kKran, kHafen, kHeimatHafen)',
      'tzug(kZug, kKran)',
    ]
    const relations = ['tkran.kHafen -> thafen.kHafen', 'tkran.kHeimatHafen -> thafen.kHafen']
    expect(namesOf(tables, [...relations, 'tzug.kKran -> tkran.kKran'])).toEqual([
      'hafen | krans',
      'heimatHafen | heimatKrans',
      'kran | zugs',
    ])
  })

  it("leave a table's own column prefix away, unless only a key is left", () => {
    const tables = ['crews(crew_id, crew_captain)', 'crew_lists(crew_rank, crew_id)', 'sailors(sailor_id)']
    const relations = ['crews.crew_captain -> sailors.sailor_id', 'crew_lists.crew_id -> crews.crew_id']
    expect(namesOf(tables, relations)).toEqual(['captain | crews', 'crew | lists'])
    const ferries = ['ferries(ferry_id, ferry_captain)', 'sailors(sailor_id)']
    expect(namesOf(ferries, ['ferries.ferry_captain -> sailors.sailor_id'])).toEqual(['captain | ferries'])
  })

  it('read an id that is glued on where several keys are written so, and a role before the table', () => {
    const tables = ['cargo(id, shipid, portid, ownerid, fromportid)', 'ships(id)', 'ports(id)', 'firms(id)']
    const relations = ['cargo.shipid -> ships.id', 'cargo.portid -> ports.id', 'cargo.ownerid -> firms.id']
    expect(namesOf(tables, [...relations, 'cargo.fromportid -> ports.id'])).toEqual([
      'ship | cargos',
      'port | cargos',
      'owner | cargos',
      'fromPort | cargosFrom',
    ])
    const once = ['cargo(id, skipperid, hybrid)', 'firms(id)']
    expect(namesOf(once, ['cargo.skipperid -> firms.id'])).toEqual(['skipper | cargos'])
    expect(namesOf(once, ['cargo.hybrid -> firms.id'])).toEqual(['firm | cargos'])
  })
})

describe('a role behind the key', () => {
  it.each([
    ['pilots_id_supervisor', 'supervisor | supervised_ships'],
    ['pilots_id_spare', 'spare_pilot | spare_ships'],
    ['pilots_id_2', 'pilot_2 | ships_2'],
    ['pilots_id_incident', 'incident_pilot | incident_ships'],
  ])('of %s names the field, and the list where there is another', (column, names) => {
    const tables = [`ships(id, pilots_id, ${column})`, 'pilots(id)']
    const relations = ['ships.pilots_id -> pilots.id', `ships.${column} -> pilots.id`]
    expect(namesOf(tables, relations)).toEqual(['pilot | ships', names])
    expect(namesOf(tables, relations.slice(1))).toEqual([`${names.split(' ')[0]} | ships`])
  })

  it('stands in front where a column has the name already', () => {
    const tables = ['logs(id, id_pilot_left, id_pilot_sent, pilot_left)', 'pilots(id_pilot)']
    const relations = ['logs.id_pilot_left -> pilots.id_pilot', 'logs.id_pilot_sent -> pilots.id_pilot']
    expect(namesOf(tables, relations)).toEqual(['left_pilot | left_logs', 'pilot_sent | sent_logs'])
  })

  it('is read behind the whole name of a key', () => {
    const tables = ['Pilot(pilotNo)', 'Ship(id, pilotNoDeputy)']
    expect(namesOf(tables, ['Ship.pilotNoDeputy -> Pilot.pilotNo'])).toEqual(['deputyPilot | ships'])
  })
})

describe('number', () => {
  const tables = ['ships(id, ports_id)', 'ports(id)', 'ports_ships(id, ports_id)', 'logs(id, ships_id!)']

  it('is one for one row, whatever the table is called', () => {
    const relations = ['ships.ports_id -> ports.id', 'logs.ships_id -> ships.id']
    expect(namesOf(tables, relations)).toEqual(['port | ships', 'ship | log'])
  })

  it.each([
    ['logs_closed', 'port | logs_closed'],
    ['feed', 'port | feeds'],
  ])('of the rows of %s is what an English reader expects', (table, names) => {
    expect(namesOf([`${table}(id, port_id)`, 'ports(id)'], [`${table}.port_id -> ports.id`])).toEqual([names])
  })

  it('stays where a plural is one thing', () => {
    const plans = ['ships(id)', 'ship_settings(id, ship_id!)', 'ports(id)']
    expect(namesOf(plans, ['ship_settings.ship_id -> ships.id'])).toEqual(['ship | settings'])
  })

  it('gives no list the name of a table whose rows it does not hold', () => {
    expect(namesOf(tables, ['ports_ships.ports_id -> ports.id'])).toEqual(['port | ports_ships'])
  })

  it('is that of the language, where the ending tells', () => {
    const foreign = ['capitan(id, leistung)', 'leistungen(id)', 'navegadores(id)', 'buchung(id, x)']
    const relations = ['capitan.leistung -> leistungen.id', 'buchung.x -> navegadores.id']
    expect(namesOf(foreign, relations)).toEqual(['leistungRef | capitans', 'navegador | buchungen'])
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
