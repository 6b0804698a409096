// The field on the referenced model: `posts` for the posts of an author.
import { asIdentifier, type FieldCase, inPlural, inSingular, joined, wordsOf } from './identifier.js'
import type { Link } from './link.js'

/** The names to try for a back field, the best first. `forward` is the name of the field it answers. */
export function backNames(
  link: Link,
  forward: string,
  several: boolean,
  style: FieldCase,
): readonly string[] {
  const number = link.cardinality === 'one-to-one' ? inSingular : inPlural
  const child = number(wordsOf(link.from.name))
  const role = wordsOf(forward)
  const asRole = joined([...child, 'as', ...role], style)
  const plain = joined(child, style)
  const self = link.from === link.to ? [joined(number(['child']), style)] : []
  return [...self, ...(several ? [] : [plain]), asRole, plain].flatMap((name) => asIdentifier(name) ?? [])
}
