// Values that a column makes by itself.

const GENERATED = /^(autoincrement|cuid|uuid|nanoid|ulid|dbgenerated|auto|sequence)\b/

/** Whether the value of a column is made by itself, so that it cannot come from another row. */
export const isGenerated = (value: string | undefined): boolean =>
  value !== undefined && GENERATED.test(value)
