// What a convention says of itself, and the small schemas in which it says it.

/**
 * A small schema and a link in it. The first column of a table is its primary key, `!` marks a unique column, `:s` a
 * String one, `+` joins the columns of one key: `users(id, email!:s), members(team_id+user_id)`.
 */
export interface Example {
  readonly tables: string
  /** `posts.user_id -> users.id`. */
  readonly link: string
}

/** What a convention says of itself: its documentation and its tests. */
export interface ConventionAccount {
  readonly name: string
  /** One line for the README. */
  readonly title: string
  readonly examples: readonly Example[]
  /** Links that this convention must not propose. */
  readonly counterExamples: readonly Example[]
}
