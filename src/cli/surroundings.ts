// What a run of the command line finds around it.
import type { Readable, Writable } from 'node:stream'

/** Process, terminal and environment, so that tests can bring their own. */
export interface Surroundings {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The path of the Node that runs this, to run Prisma with. */
  readonly node: string
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number }
  /** Runs something that answers Ctrl-C itself, say a pager, and that this program is to outlive. */
  readonly uninterrupted?: <T>(work: () => Promise<T>) => Promise<T>
}
