// Every refusal, in the order in which they are asked: the first one that holds is the reason.
import type { Refusal } from '../refusal.js'
import { external } from './external.js'
import { notUnique } from './not-unique.js'
import { polymorphic } from './polymorphic.js'
import { typeDiffers } from './type-differs.js'

export const refusals: readonly Refusal[] = [polymorphic, external, typeDiffers, notUnique]
