import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMON_WORDS, GLUED_ENDINGS } from '../src/infer/lexicon.js'
import { normalizedName, vocabularyOf } from '../src/infer/vocabulary.js'
import { comparedWordsOf } from '../src/text/words.js'

describe('names into words', () => {
  it.each([
    ['userId', ['user', 'id']],
    ['USER_ID', ['user', 'id']],
    ['HTTPServerID', ['http', 'server', 'id']],
    ['fk_n_city_id', ['fk', 'n', 'city', 'id']],
    ['accountsIDs', ['accounts', 'ids']],
    ['user_id2', ['user', 'id', '2']],
    ['códigoPaís', ['codigo', 'pais']],
    ['学生編号', ['学生編号']],
  ])('%s', (name, words) => {
    expect(comparedWordsOf(name)).toEqual(words)
  })

  it('keeps every letter and digit, in order', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/), (name) => {
        expect(comparedWordsOf(name).join('')).toBe(name.replaceAll('_', '').toLowerCase())
      }),
    )
  })

  it.each([
    ['categories', 'category'],
    ['people', 'person'],
    ['addresses', 'address'],
    ['statuses', 'status'],
    ['usuarios', 'usuario'],
    ['canvases', 'canvas'],
    ['axes', 'axis'],
    ['menus', 'menu'],
    ['wikis', 'wiki'],
    ['cookies', 'cookie'],
    ['caches', 'cache'],
    ['leaves', 'leave'],
    ['data', 'datum'],
  ])('%s and %s are one name', (plural, singular) => {
    expect(normalizedName([plural])).toBe(normalizedName([singular]))
  })
})

describe('run-together words', () => {
  const tables = ['sales_order', 'customers', 'address']
  const columns = ['customerid', 'salesorderid', 'createdby', 'custaddress', 'paid', 'discount']
  const { split } = vocabularyOf(tables, columns, COMMON_WORDS, GLUED_ENDINGS)

  it.each([
    ['customerid', ['customer', 'id']],
    ['salesorderid', ['salesorder', 'id']],
    ['createdby', ['created', 'by']],
    ['idcustomer', ['id', 'customer']],
  ])('%s', (name, words) => {
    expect(split(name)).toEqual(words)
  })

  it.each(['paid', 'discount', 'custaddress', 'valid'])('leaves %s whole', (name) => {
    expect(split(name)).toEqual([name])
  })

  it('leaves a plural whole where its singular is', () => {
    const words = vocabularyOf(['stat', 'use', 'statuses'], ['status_id'], COMMON_WORDS, GLUED_ENDINGS)
    expect(words.split('statuses')).toEqual(['statuses'])
  })
})
