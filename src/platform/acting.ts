import { AsyncLocalStorage } from 'node:async_hooks';

/** Who does what happens now: everything that a request or a job causes runs inside of one of these. */
export interface Acting {
  /** visitor: somebody who did not sign in, on a public route; system: Momente by itself. */
  kind: 'user' | 'key' | 'source' | 'import' | 'system' | 'visitor';
  id: string | null;
  /** E-mail address of a user, name of a key, file of an import, name of a job. */
  label: string;
  role?: string | undefined;
  requestId?: string | undefined;
  /** Why, where somebody was asked. */
  reason?: string | undefined;
}

const storage = new AsyncLocalStorage<Acting | null>();

/** Whatever `work` does, also later, counts as done by `acting`; null: by nobody in particular. */
export function actAs<T>(acting: Acting | null, work: () => T): T {
  return storage.run(acting, work);
}

export function currentActing(): Acting | null {
  return storage.getStore() ?? null;
}
