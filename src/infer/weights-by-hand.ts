// Weights of signs that no collection of schemas can teach: what a person said, and names that foreign keys left behind.
import type { Weights } from './score.js'

export const BY_HAND: Weights = {
  'answer:person': 2.5,
  'answer:another-person': -2.5,
  'answer:audit-yes': 3,
  'answer:audit-no': -6,
  'answer:bare-names-yes': 2.5,
  'answer:bare-names-no': -6,
  'index-name:foreign-key': 2,
  // Collections hold so few of them that what text columns mean elsewhere would drown them.
  'name:natural-key/code/primary': 1.5,
  'name:natural-key/code/unique': 1.5,
}
