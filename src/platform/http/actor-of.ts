import { Problem } from '../../kernel/problem.ts';
import type { Actor } from './access.ts';

/** Who asks, on a route that only those who are known may call. @throws session.required */
export function actorOf({ actor }: { actor: Actor | null }): Actor {
  if (!actor) throw new Problem('session.required', 'Please sign in.');
  return actor;
}
