import type { Call } from './call.ts';
import type { World } from './world.ts';

export type { Call } from './call.ts';

type Prepare = (world: World) => Call | Promise<Call>;

/** How one route is called rightly; see README.md beside this file. */
export interface Entry {
  /** The right call, asked for anew for each role: make fresh records here where a call uses them up. */
  call?: Prepare;
  /** What the right call answers; 200 unless said. */
  status?: number;
  /** The same call with a record of the other department (404 for a limited role), or why there is no such record. */
  foreign?: Prepare | string;
  /** What a foreign record answers where something new would be given to the other department; 404 unless said. */
  foreignStatus?: number;
  /** Why no permission is asked for: needed for routes whose access is `public`, `signed_in` or `write_key`. */
  open?: string;
  /** More calls of this route whose answers are searched for what the role must not see; they may be refused. */
  alsoLookAt?: (world: World) => readonly Call[];
  /** The right call ends the caller's session. */
  endsSession?: true;
}

/** By method and address as registered, e.g. `GET /api/customers/:id`. */
export type Entries = Readonly<Record<string, Entry>>;
