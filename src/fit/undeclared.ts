// What authors leave undeclared: a column that is plainly named and has no relation is more likely a true one than not.

/**
 * From this confidence on a column without a declared relation counts as none with this weight alone. Of those that
 * earlier weights were so sure of on schemas that declare nearly all of their relations, a reader judged 46 of 48 to be
 * true. At a weight of 1 recall at 0.9 is 2 points lower on Prisma's schemas and precision half a point higher.
 */
export const UNDECLARED = { from: 0.8, weight: 0.2 } as const
