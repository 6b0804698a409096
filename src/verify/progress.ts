// What a look has found so far. It is filled step by step, so that a look that ends early leaves what it knew.
import type { Evidence } from '../relation/candidate.js'
import type { Finding } from './reweigh.js'

/** Something that the data was asked about, and what it said. */
export interface Checked {
  /** The id of a candidate, or a column set that was searched for. */
  readonly what: string
  readonly says: string
}

/** Something that could not be looked at. */
export interface NotChecked {
  readonly what: string
  readonly why: string
  /** The statement, setting or step that would allow it. */
  readonly grant?: string
}

/** The findings, and the functions that add to them. */
export interface Progress {
  /** By the id of the candidate. */
  readonly findings: ReadonlyMap<string, Finding>
  readonly checked: readonly Checked[]
  readonly notChecked: readonly NotChecked[]
  readonly find: (id: string, evidence: readonly Evidence[], vetoed?: boolean) => void
  readonly check: (entry: Checked) => void
  readonly skip: (entry: NotChecked) => void
}

/** Nothing found yet. */
export function beginProgress(): Progress {
  const findings = new Map<string, Finding>()
  const checked: Checked[] = []
  const notChecked: NotChecked[] = []
  return {
    findings,
    checked,
    notChecked,
    find: (id, evidence, vetoed = false) => {
      const known = findings.get(id)
      if (known === undefined && evidence.length === 0 && !vetoed) return
      findings.set(id, {
        evidence: [...(known?.evidence ?? []), ...evidence],
        vetoed: vetoed || known?.vetoed === true,
      })
    },
    check: (entry) => checked.push(entry),
    skip: (entry) => notChecked.push(entry),
  }
}
