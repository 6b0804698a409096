// A schema of any size that looks like a real one: names of two or three words, references of several conventions.

const THINGS =
  'order invoice payment product price stock store shelf parcel route driver vehicle contract claim policy ticket thread message channel campaign audience lead deal quote project task sprint board'
const KINDS = 'line item group batch entry note rule type version plan share member limit change source'
const ROLES = 'parent author owner billing shipping primary source target'

const words = (list: string): readonly string[] => list.split(' ')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** The name of the n-th model: two words, then a third and a fourth as they run out. */
function nameOf(n: number): string {
  const things = words(THINGS)
  const kinds = words(KINDS)
  const pick = (list: readonly string[], i: number) => capital(list[i % list.length] ?? '')
  const round = Math.floor(n / (things.length * kinds.length))
  const extra =
    round === 0 ? '' : pick(things, round * 7) + (round >= things.length ? pick(kinds, round) : '')
  return (
    pick(things, n) + extra + pick(kinds, Math.floor(n / things.length)) + (round > 1 ? `Part${round}` : '')
  )
}

function modelText(n: number, count: number): string {
  const stem = (i: number) => {
    const name = nameOf(i % count)
    return name.charAt(0).toLowerCase() + name.slice(1)
  }
  const role = words(ROLES)[n % words(ROLES).length]
  return [
    `model ${nameOf(n)} {`,
    '  id        String   @id @default(cuid())',
    '  name      String',
    '  status    String   @default("new")',
    '  createdAt DateTime @default(now())',
    '  createdBy String?',
    '  tenantId  String',
    '  ownerId   String',
    `  ${stem(n + 3)}Id String`,
    `  ${stem(n * 13 + 5)}Ref String?`,
    `  ${role}${capital(stem(n * 5 + 1))}Id String?`,
    '  externalId String?',
    '  parentId  String?',
    '',
    `  @@index([${stem(n + 3)}Id])`,
    '  @@unique([tenantId, name])',
    '}',
  ].join('\n')
}

/** The text of a schema with so many models besides User and Tenant. */
export const generatedSchema = (count: number): string =>
  [
    'datasource db {\n  provider = "mysql"\n}',
    'model User {\n  id String @id @default(cuid())\n  email String @unique\n  passwordHash String\n}',
    'model Tenant {\n  id String @id @default(cuid())\n  name String\n}',
    ...Array.from({ length: count }, (_, n) => modelText(n, count)),
  ].join('\n\n')
