import { Problem } from '../../kernel/problem.ts';
import type { Actor } from '../../platform/http/access.ts';

/** Who asks, on a route that lets nobody in who did not sign in. @throws session.required */
export function actorOf({ actor }: { actor: Actor | null }): Actor {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return actor;
}
