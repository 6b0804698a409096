import type { Convention, Proposal } from '../convention.js'
import { AUDIT_WORDS, PERSON_TABLES } from '../lexicon.js'
import { phrase } from '../name-words.js'
import { rolesInFront, saysReference } from '../reading.js'
import { normalizedName } from '../vocabulary.js'

export const roleAndEntity: Convention = {
  name: 'role-and-entity',
  title: 'A role in front of the table',
  examples: [
    { tables: 'users(id), posts(id, author_user_id)', link: 'posts.author_user_id -> users.id' },
    { tables: 'users(id), letters(id, suserid)', link: 'letters.suserid -> users.id' },
    { tables: 'Address(id), Order(id, billingAddressId)', link: 'Order.billingAddressId -> Address.id' },
    { tables: 'ForumBoard(id), ForumPost(id, oldBoardId)', link: 'ForumPost.oldBoardId -> ForumBoard.id' },
    {
      tables: 'HouseRule(id, latestDraftId), HouseRuleDraft(id)',
      link: 'HouseRule.latestDraftId -> HouseRuleDraft.id',
    },
  ],
  counterExamples: [{ tables: 'users(id), posts(id, user_id)', link: 'posts.user_id -> users.id' }],
  rank: 7,
  strength: 'partial',
  propose: (column, { nameIndex }) =>
    rolesInFront(column.readings).flatMap(({ reading, role, entity }) => {
      const make =
        (tableRest: readonly string[], traits: Proposal['traits']) =>
        (table: Proposal['table']): Proposal => ({
          table,
          convention: 'role-and-entity',
          form: reading.form,
          reading,
          matched: entity.length,
          columnRest: [...role, ...reading.behind],
          tableRest,
          traits,
          says: `${phrase(entity)} is ${table.model.name}, ${phrase(role)} its role`,
        })
      const { words, starts } = column.table
      const name = normalizedName(entity)
      const plain = nameIndex.called(name)
      const isAudit = role.some((word) => AUDIT_WORDS.has(word)) && PERSON_TABLES.has(entity.at(-1) ?? '')
      const inFamily = (start: string, i: number) => {
        // Who wrote a row is none of what belongs to it, and without an id word a longer name fits by chance.
        const isReference = saysReference(reading.form)
        if (i > 0 && (isAudit || !isReference)) return []
        return nameIndex.named(start + name).map((table) => {
          const isChild = isReference && i + 1 === starts.length && table !== column.table
          const traits: Proposal['traits'] = !isChild
            ? ['in-family']
            : plain.length > 0
              ? // Beside a table of the very name most such tables join it to this one.
                ['in-family', 'own-child-beside']
              : ['own-child']
          return make(words.slice(0, i + 1), traits)(table)
        })
      }
      return [...plain.map(make([], [])), ...starts.flatMap(inFamily)]
    }),
}
