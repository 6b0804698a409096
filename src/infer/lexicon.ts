// The words that mean the same in every schema: what keys are called, who acts, what is no reference.

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''))

/** Ends or begins the name of a key column: `user_id`, `id_user`. */
export const ID_WORDS = list('id ids uid uuid guid oid srl rowid gid idx seq identifier ident pk sk nid')
/** Marks a reference rather than a key: `fk_user`, `customer_key`. */
export const KEY_WORDS = list('key fk ref')
/** Ends the name of a natural key: `country_code`. */
export const CODE_WORDS = list('code cd cod codigo kode iso sku slug symbol isbn issn ean gtin upc')
export const NUMBER_WORDS = list('no num nr number nbr sn nro')
export const NAME_WORDS = list('name email hash login username address mail handle title')
/** May stand before the entity: `id_user`, `kd_barang`. */
export const LEADING_WORDS = list('id fk ids kd cod uuid uid')
/** One-letter type marks of Hungarian names: `fk_n_city_id`. */
export const TYPE_MARKS = list('i s b n d e f dt')

/** May be cut off either end of a run-together word: `userid`, `idusuario`, `createdby`. */
export const GLUED_ENDINGS = list('id uid uuid guid by key code no nr num fk kd to')

/** Words that end in `id` by chance, or that name no row. */
export const NOT_IDS = list(
  'paid valid void grid bid avoid hybrid android fluid solid raid aid mid rapid liquid acid invalid unpaid prepaid lid kid asteroid plaid',
)

/** Somebody who does or is something: a role that only persons have. */
export const STRONG_ROLES = list(`
  author owner creator modifier updater editor reviewer approver assignee assigner sender recipient receiver
  reporter requester requestor manager supervisor mentor mentee organizer organiser inviter invitee referrer follower
  followee voter submitter uploader publisher verifier checker buyer seller initiator lender payer payee poster
  commenter actor evaluator auditor inspector grader tester moderator coordinator holder operator
  registrar issuer leader translator validator writer sponsor handler resolver caller observer interviewer
  interviewee responder blocker performer responsible
`)
/** Words that may be a role of a person or something else. */
export const WEAK_ROLES = list(`
  from to last contact account profile member client agent driver student host guest teacher instructor doctor
  customer person staff salesperson technician worker captain candidate participant subscriber admin administrator
  coach trainer speaker patient partner friend target source head lead chief director teller cashier bartender
  nurse lawyer attorney broker attendee player winner opponent beneficiary guardian mother father spouse
`)
/** Participles before `by`, or alone in audit columns: `created_by`, `user_created`. */
export const ROLE_PARTICIPLES = list(`
  created updated modified changed deleted approved rejected assigned reviewed uploaded invited added edited closed
  opened reported requested resolved verified cancelled canceled posted published submitted granted revoked issued
  received sent recorded completed started confirmed locked banned retired voided processed performed entered
  inserted registered saved signed checked validated removed archived paid logged used owned managed handled
  generated recommended referred nominated moderated blocked taken last
`)
/** What audit columns say: who wrote the row, not whose it is. */
export const AUDIT_WORDS = list(
  'created updated modified changed deleted inserted creator modifier updater editor edited added entered removed retired voided saved archived create update modify change write last',
)
/** Says when, how many or how: such a column holds a value, whatever else its name contains. */
export const ATTRIBUTE_WORDS = list(`
  at on time date day month year hour minute second timestamp count counter total sum amount price cost fee rate
  percent percentage ratio score rank order position pos sort priority level size length width height weight depth
  duration interval quantity qty flag status state type kind mode format version name title label text description
  note comment message reason ip address phone email url path file image color colour visible enabled active value
  limit max min offset number lang language locale hash token
`)
/** Words in -er and -or that are no persons. */
export const THINGS = list(`
  number order header folder footer layer counter parameter character letter paper buffer filter trigger timer server
  cluster router adapter driver center chapter color error vendor floor door mirror sensor vector factor sector
  carrier container offer answer other after under over never ever water power tower newsletter voucher ledger
  master register identifier qualifier modifier marker banner sticker poster browser printer computer locker
  delimiter separator pointer iterator operator meter semester quarter inventor transfer prefer refer
`)
/** Points to another row of the same table. */
export const SELF_ROLES = list(`
  parent root original report source previous prev next child ancestor master super origin predecessor successor replaced
  duplicate copy clone fork reply quote merged linked upline reversal forwarded conversion reports base related
  replacement replaces duplicated copied cloned forked quoted follow following padre parente pai superior sup
  supervisor manager boss moved twin revision version main primary upper alternative alias canonical lower before after
  reference split refund template
`)

/** How likely a table's name says that its rows are people, 0 to 1; chosen by hand, to put them in an order. */
export const PERSON_TABLES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    user: 1,
    usr: 1,
    usuario: 1,
    utilisateur: 1,
    benutzer: 1,
    utente: 1,
    gebruiker: 1,
    pengguna: 1,
    person: 0.8,
    persona: 0.7,
    people: 0.8,
    employee: 0.8,
    staff: 0.75,
    member: 0.75,
    profile: 0.7,
    account: 0.6,
    actor: 0.6,
    contact: 0.4,
    admin: 0.5,
    player: 0.4,
    customer: 0.4,
    client: 0.35,
    student: 0.35,
    patient: 0.3,
    participant: 0.35,
    partner: 0.35,
    agent: 0.4,
    membership: 0.35,
    operator: 0.4,
    doctor: 0.3,
    teacher: 0.35,
    citizen: 0.4,
    character: 0.35,
    empleado: 0.8,
    personel: 0.7,
    personnel: 0.7,
    individual: 0.5,
  }),
)

/** What a file is to the row that has one: `logo_id`, `coverImageId`. */
export const FILE_ROLES = list(`
  file image img picture pic photo logo icon avatar thumbnail thumb cover banner background attachment document doc pdf
  video audio media screenshot favicon flyer upload asset wallpaper portrait
`)
/** Ends of names of tables whose rows are files. */
export const FILE_TABLES = list('file media medium asset upload attachment image picture photo document blob')

/** Says that an id is given out by somebody else's system. */
export const FOREIGN_SYSTEMS = list(`
  stripe paypal google facebook github gitlab bitbucket slack discord twilio apple clerk supabase firebase hubspot
  salesforce shopify mollie telegram whatsapp openid oidc sso ldap saml aws azure external extern ext remote legacy
  foreign twitter linkedin instagram spotify notion jira intercom mailchimp sendgrid razorpay plaid xero quickbooks
  trace correlation idempotency cookie fingerprint nonce
`)

/** A column so called beside `x_id` says which table `x_id` means. */
export const DISCRIMINATORS = list(
  'type kind class model table entity object scope classname tablename itemtype',
)

/** Ends of table names that say nothing of their rows: `member_info`, `order_header`. */
export const GENERIC_ENDS = list(
  'entity info information data datum list master mst detail header record tbl table base main item lookup tab file type mast hdr account definition',
)
/** Beginnings of table names that say nothing of their rows. */
export const GENERIC_STARTS = list(
  'tbl tb t tab dim fct fact stg raw sys core app my m mst tm td ref lu the base',
)

/** Beginnings of names of tables that hold what is no longer: nothing new refers to their rows. */
export const PAST_STARTS = list(
  'deleted removed old former previous archive archived obsolete backup bak trash',
)

/** Every word that a run-together name may contain in any schema. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  [
    ...STRONG_ROLES,
    ...ROLE_PARTICIPLES,
    ...NOT_IDS,
    'parent',
    'user',
    'group',
    'date',
    'time',
    'type',
    'name',
    'number',
  ].filter((word) => word.length >= 4),
)
