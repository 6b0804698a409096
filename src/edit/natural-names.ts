// Names as people choose them: `author` and `posts`.

import { declaredRelations, defaultManyToManyName } from '../schema/relations.js'
import type { Columns, Model, Schema } from '../schema/schema.js'
import { wordsOf } from '../text/words.js'
import { affixesOf } from './affixes.js'
import { backNames, droppedWordCount } from './back-name.js'
import { forwardNames } from './forward-name.js'
import { type FieldCase, inPlural, joined, upperFirst } from './identifier.js'
import type { CountRelations } from './model-pairs.js'
import type { Naming } from './names.js'
import type { ResolvedChoice } from './resolved-choice.js'

/** How most field names of these models are written; undefined where none of them tells. */
function commonCase(models: readonly Model[]): FieldCase | undefined {
  const names = models.flatMap((model) => model.fields.map((field) => field.name))
  const count = (pattern: RegExp) => names.filter((name) => pattern.test(name)).length
  if (2 * count(/^\p{Lu}\p{N}*\p{Ll}/u) > names.length) return 'pascal'
  const lead = count(/\p{Ll}\p{N}*_\p{Ll}/u) - count(/\p{Ll}\p{N}*\p{Lu}/u)
  return lead === 0 ? undefined : lead > 0 ? 'snake' : 'camel'
}

/** How a model writes its fields; how all of them do, where a model does not tell. */
function fieldCases(schema: Schema): (model: Model) => FieldCase {
  const general = commonCase(schema.models) ?? 'camel'
  const cases = new Map<Model, FieldCase>()
  return (model) => {
    const found = cases.get(model) ?? commonCase([model]) ?? general
    cases.set(model, found)
    return found
  }
}

/** `PostAuthor`, or `posts_author` where the models are written that way. */
const relationName = (model: string, field: string): string =>
  /^\p{Lu}/u.test(model) && !model.includes('_') ? model + upperFirst(field) : `${model}_${field}`

const columnsKey = ({ model, fields }: Columns): string => `${model}(${fields.join(',')})`

/** The naming that `--naming natural` asks for. */
export function naturalNaming(
  schema: Schema,
  relations: readonly ResolvedChoice[],
  count: CountRelations,
): Naming {
  const caseOf = fieldCases(schema)
  const affixes = affixesOf(schema)
  const relationsOn = new Map<string, number>()
  for (const { from } of [...declaredRelations(schema), ...relations.map(({ choice }) => choice)])
    relationsOn.set(columnsKey(from), (relationsOn.get(columnsKey(from)) ?? 0) + 1)
  const isShared = ({ choice }: ResolvedChoice) => (relationsOn.get(columnsKey(choice.from)) ?? 0) > 1
  const isOneOfSeveral = ({ from, to }: ResolvedChoice) => from === to || count(from, to) > 1
  return {
    caseMatters: false,
    fields: (relation) =>
      forwardNames(relation, isShared(relation), isOneOfSeveral(relation), caseOf(relation.from), affixes),
    rank: (relation) => droppedWordCount(relation, affixes),
    backs: (relation, field) =>
      backNames(relation, field, count(relation.from, relation.to) > 1, caseOf(relation.to), affixes),
    relation: ({ from, to }, field) =>
      from === to || count(from, to) > 1 ? relationName(from.name, field) : null,
    lists: ({ a, b, relation }) => {
      const on = (model: Model, words: readonly string[]) => joined(words, caseOf(model))
      const several = count(a.to, b.to) > 1
      const plain = (model: Model, other: Model) => on(model, inPlural(affixes.modelWords(other)))
      const childInRole = (model: Model, other: Model) =>
        on(model, [...wordsOf(relation), ...inPlural(affixes.modelWords(other))])
      // The table does not say which of its two columns is which end of a self relation.
      if (a.to === b.to)
        return { onA: [`${on(a.to, wordsOf(relation))}A`], onB: [`${on(a.to, wordsOf(relation))}B`] }
      return {
        onA: [...(several ? [] : [plain(a.to, b.to)]), childInRole(a.to, b.to)],
        onB: [...(several ? [] : [plain(b.to, a.to)]), childInRole(b.to, a.to)],
      }
    },
    listsRelation: ({ a, b, relation }) =>
      a.to === b.to || count(a.to, b.to) > 1 || relation !== defaultManyToManyName(a.to.name, b.to.name)
        ? relation
        : null,
  }
}
