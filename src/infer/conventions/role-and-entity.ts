import type { Convention, Proposal } from '../convention.js'
import { phrase } from '../name-words.js'
import { rolesInFront } from '../reading.js'
import { normalizedName } from '../vocabulary.js'

export const roleAndEntity: Convention = {
  name: 'role-and-entity',
  title: 'A role in front of the table',
  examples: [
    { tables: 'users(id), posts(id, author_user_id)', link: 'posts.author_user_id -> users.id' },
    { tables: 'users(id), letters(id, suserid)', link: 'letters.suserid -> users.id' },
    { tables: 'Address(id), Order(id, billingAddressId)', link: 'Order.billingAddressId -> Address.id' },
    { tables: 'ForumBoard(id), ForumPost(id, oldBoardId)', link: 'ForumPost.oldBoardId -> ForumBoard.id' },
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
      const own = column.table.words.slice(0, 1)
      return [
        ...nameIndex.called(normalizedName(entity)).map(make([], [])),
        ...nameIndex.named(normalizedName([...own, ...entity])).map(make(own, ['in-family'])),
      ]
    }),
}
