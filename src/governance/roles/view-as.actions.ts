import { MINUTE_MS } from '../../kernel/clock.ts';
import { Problem } from '../../kernel/problem.ts';
import { ShortMemory } from '../../kernel/short-memory.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { Db } from '../../platform/storage/records.ts';
import { noteInAudit } from '../audit/audit.actions.ts';
import { type KnownActor, restrictActor } from './actor.logic.ts';
import { departmentCodesSchema, roleSchema } from './roles.contract.ts';
import { actorOf, refuseUnknownRole } from './roles.actions.ts';

/** `x-momente-view-as: <role>[;<department>,<department>]`, sent by the page with every request while somebody looks through another role. */
export const VIEW_AS_HEADER = 'x-momente-view-as';
const NOTED_AGAIN_AFTER_MS = 15 * MINUTE_MS;

const noted = new WeakMap<Db, ShortMemory<true>>();

/**
 * The same person with what another role may see: for those who manage roles. Only narrows what they may do anyway, and
 * only reads: the server refuses their writes (platform/http/server.ts). That they looked is in the audit log.
 * @throws permission.denied, request.invalid
 */
export async function viewAs(context: Pick<Context, 'db' | 'clock'>, actor: Actor, header: string | string[] | undefined): Promise<Actor> {
  if (header === undefined) return actor;
  if (actor.kind !== 'user' || !actor.can('manage', 'role')) throw new Problem('permission.denied', 'Only those who manage roles can look through another one.');
  const { role, departments } = await readView(context, String(header));
  const viewed = await actorOf(context, { kind: 'user', id: actor.id, label: actor.label, role, departments, byCookie: actor.byCookie });
  const shown: KnownActor = actor.departments === null ? viewed : limitedTo(viewed, actor.departments);
  await noteOnce(context, actor, String(header), { role, departments });
  const narrowed = restrictActor(shown, actor.permissions ?? []);
  return Object.defineProperty(narrowed, 'viewsAs', { value: { role, departments }, enumerable: true });
}

async function readView({ db }: Pick<Context, 'db'>, header: string): Promise<{ role: string; departments: string[] }> {
  const [role = '', departments = ''] = header.split(';').map((part) => part.trim());
  const parsed = { role: roleSchema.safeParse(role), departments: departmentCodesSchema.safeParse(departments === '' ? [] : departments.split(',')) };
  if (!parsed.role.success || !parsed.departments.success) throw new Problem('request.invalid', `${VIEW_AS_HEADER} is <role> or <role>;<department>,<department>.`, {}, [{ at: `headers.${VIEW_AS_HEADER}`, reason: 'is not a role with departments' }]);
  await refuseUnknownRole(db, parsed.role.data, `headers.${VIEW_AS_HEADER}`);
  return { role: parsed.role.data, departments: parsed.departments.data };
}

/** Somebody who is limited to departments stays so, whatever role they look through. */
function limitedTo(viewed: KnownActor, departments: readonly string[]): KnownActor {
  return Object.defineProperty(restrictActor(viewed, viewed.permissions), 'departments', { get: () => (viewed.departments ?? departments).filter((code) => departments.includes(code)), enumerable: true });
}

async function noteOnce({ db, clock }: Pick<Context, 'db' | 'clock'>, actor: Actor, header: string, view: { role: string; departments: string[] }): Promise<void> {
  const memory = noted.get(db) ?? new ShortMemory<true>(NOTED_AGAIN_AFTER_MS, 1_000);
  noted.set(db, memory);
  const key = `${actor.id} ${header}`;
  const nowMs = clock.now().getTime();
  if (memory.recall(key, nowMs)) return;
  memory.remember(key, true, nowMs);
  await noteInAudit(db, { action: 'role.viewed_as', subject: 'role', subjectId: view.role, after: view, actor: { kind: actor.kind, id: actor.id, label: actor.label, role: actor.role } });
}
