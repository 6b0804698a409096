// Relations that somebody declared by hand, into the decisions file: the way for them to survive the next pull.
import { relationId } from '../relation/identity.js'
import { declaredRelations } from '../schema/relations.js'
import { lookUp, type Schema } from '../schema/schema.js'
import { type DecisionsFile, printEntry, type RememberedRelation } from './decisions-file.js'
import { shapeOf } from './remember.js'

/**
 * Takes every relation that the schema declares into the decisions file, as it stands: names, actions and `map`. It
 * replaces what the file said of the same relation.
 *
 * @returns The file, and the ids that are new or different in it.
 * @example
 * adopt(restored, noDecisions).adopted // ['Post(authorId)->User(id)']
 */
export function adopt(
  schema: Schema,
  file: DecisionsFile,
): { readonly file: DecisionsFile; readonly adopted: readonly string[] } {
  const find = lookUp(schema)
  const exists = ({ model, fields }: { readonly model: string; readonly fields: readonly string[] }) =>
    fields.length > 0 && fields.every((field) => find.field(model, field) !== undefined)
  // One whose columns a pull took away is for the repair, not for the memory.
  const valid = declaredRelations(schema).filter(({ from, to }) => exists(from) && exists(to))
  const entries = valid.map(({ from, to, field, back, name }): readonly [string, RememberedRelation] => {
    const id = relationId(find, from, to)
    return [
      id,
      {
        verdict: 'accept',
        field: field.name,
        back: back?.name,
        relation: name ?? null,
        onDelete: field.relation?.onDelete,
        onUpdate: field.relation?.onUpdate,
        map: field.relation?.map,
        ...shapeOf(find, from),
        by: file.relations[id] === undefined ? 'schema' : file.relations[id].by,
        note: file.relations[id]?.note,
      },
    ]
  })
  const adopted = entries.filter(([id, entry]) => {
    const before = file.relations[id]
    return before === undefined || printEntry(before) !== printEntry(entry)
  })
  return {
    file: { ...file, relations: { ...file.relations, ...Object.fromEntries(adopted) } },
    adopted: adopted.map(([id]) => id),
  }
}
