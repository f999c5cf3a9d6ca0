import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { noteInAudit } from '../../audit/audit.actions.ts';
import { revokeApiKey } from '../../keys/api-keys.actions.ts';
import { listKeysMadeBy } from '../../keys/owned-keys.actions.ts';
import { refuseBeyondOwn } from '../../roles/own-roles.actions.ts';
import type { Deactivated, DeactivationInput, Departure } from './deactivation.contract.ts';
import { countSessions, findPerson, markDeactivated, markReactivated, revokeLinksFor } from './deactivation.queries.ts';
import { listOwned, type OwnedThings } from './owned-things.actions.ts';
import { forgetSessions } from '../sessions/session-memory.queries.ts';
import { deleteSessionsOf } from '../sessions/sessions.queries.ts';
import type { User } from '../users.contract.ts';
import { countAdministrators, lockUsers } from '../users.queries.ts';

/** What would happen if somebody left. @throws user.not_found */
export async function previewDeparture({ db }: Context, things: readonly OwnedThings[], id: string): Promise<Departure> {
  if (!(await findPerson(db, id))) throw notFound();
  const [sessions, owned, keys] = await Promise.all([countSessions(db, id), listOwned(db, things, id), listKeysMadeBy(db, id)]);
  return { sessions, owned, keys: keys.map((key) => ({ ...key, lastUsedAt: key.lastUsedAt?.toISOString() ?? null })) };
}

/**
 * Ends everything somebody could do here; what they owned goes to a colleague, and their name stays in history.
 * @throws user.not_found, user.self, user.deactivated, user.last_administrator, user.successor_needed, role.beyond_own
 */
export async function deactivate(context: Context, things: readonly OwnedThings[], { actor, id }: { actor: Actor; id: string }, { successor, revokeKeys }: DeactivationInput): Promise<Deactivated> {
  const at = context.clock.now();
  const handedOver = await context.db.transaction().execute(async (tx) => {
    const person = await getWorking(tx, actor, id);
    if (person.role === 'administrator' && (await countAdministrators(tx)) <= 1) throw new Problem('user.last_administrator', 'This is the only administrator. Make somebody else an administrator first.');
    const own = new Set((await listKeysMadeBy(tx, id)).map((key) => key.id));
    if (revokeKeys.some((key) => !own.has(key))) throw new Problem('api_key.not_found', 'One of the keys was not made by this person, or does not work any more.');
    for (const key of revokeKeys) await revokeApiKey({ ...context, db: tx }, key);
    const given = await handOver(tx, things, id, successor);
    await markDeactivated(tx, id, at, actor.kind === 'user' ? actor.id : null);
    await revokeLinksFor(tx, id, at);
    await deleteSessionsOf(tx, id);
    await noteInAudit(tx, { action: 'user.deactivated', subject: 'user', subjectId: id, after: { successor, handedOver: given, revokedKeys: revokeKeys.length } });
    return Object.values(given).reduce((sum, n) => sum + n, 0);
  });
  forgetSessions(context);
  return { deactivatedAt: at.toISOString(), handedOver, revokedKeys: revokeKeys.length };
}

/** They can sign in again with what they signed in with before; what they owned stays where it went. @throws user.not_found, role.beyond_own */
export async function reactivate(context: Context, actor: Actor, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    await lockUsers(tx);
    const person = await findPerson(tx, id);
    if (!person) throw notFound();
    await refuseBeyondOwn({ db: tx }, actor, person.role, person.departments);
    if (person.deactivatedAt === null) return;
    await markReactivated(tx, id, context.clock.now());
    await noteInAudit(tx, { action: 'user.reactivated', subject: 'user', subjectId: id });
  });
  forgetSessions(context);
}

async function getWorking(tx: Db, actor: Actor, id: string): Promise<User> {
  await lockUsers(tx);
  const person = await findPerson(tx, id);
  if (!person) throw notFound();
  if (actor.id === id) throw new Problem('user.self', 'You cannot deactivate yourself. Ask a colleague.');
  if (person.deactivatedAt !== null) throw new Problem('user.deactivated', 'This person is deactivated already.');
  await refuseBeyondOwn({ db: tx }, actor, person.role, person.departments);
  return person;
}

/** @returns how many of each kind went over */
async function handOver(tx: Db, things: readonly OwnedThings[], fromId: string, toId: string | null): Promise<Record<string, number>> {
  const owned = await listOwned(tx, things, fromId);
  if (toId === null) {
    if (owned.length > 0) throw new Problem('user.successor_needed', 'This person owns things. Say who takes them over.', { owned: owned.map(({ name, total }) => ({ name, total })) });
    return {};
  }
  const successor = toId === fromId ? null : await findPerson(tx, toId);
  if (!successor || successor.deactivatedAt !== null) throw new Problem('request.invalid', 'The colleague who takes over does not work here.', {}, [{ at: 'body.successor', reason: 'is nobody who works here' }]);
  const given: Record<string, number> = {};
  for (const thing of things) given[thing.name] = await thing.handOver(tx, fromId, toId);
  return given;
}

const notFound = () => new Problem('user.not_found', 'This user does not exist or was removed.');
