// What authors leave undeclared: a column that is plainly named and has no relation is more likely a true one than not.

/**
 * From this confidence on a column without a declared relation counts as none with this weight alone: of 48 of which
 * earlier weights were so sure, on schemas that declare nearly all of their relations, a reader judged 46 to be true and
 * one to be false. With a weight of 1 recall at 0.9 is 4 points lower on Prisma's schemas and precision a point higher.
 */
export const UNDECLARED = { from: 0.8, weight: 0.05 } as const
