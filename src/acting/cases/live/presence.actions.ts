import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { PresentPerson } from '../cases.contract.ts';
import { findActiveStaff } from '../cases.queries.ts';
import { deskHubOf } from './desk-hub.actions.ts';
import { refuseInvisible } from '../list/list-cases.actions.ts';
import { notifyDesk } from './notify-desk.actions.ts';

/** Says that somebody looks at a case, and hears who else does. @throws case.not_found */
export async function bePresent(context: Context, actor: Actor, caseId: string, { isTyping, isLeaving }: { isTyping: boolean; isLeaving: boolean }): Promise<{ caseId: string; people: PresentPerson[] }> {
  const { department } = await refuseInvisible(context, actor, caseId);
  const hub = deskHubOf(context);
  await hub.listen();
  const name = (actor.kind === 'user' ? (await findActiveStaff(context.db, actor.id))?.name : undefined) ?? actor.label;
  await notifyDesk(context.db, { kind: 'presence', data: { caseId, id: actor.id, name, isTyping, isLeaving }, department });
  const others = hub.peopleAt(caseId).filter(({ id }) => id !== actor.id);
  return { caseId, people: isLeaving ? others : [...others, { id: actor.id, name, isTyping, seenAt: context.clock.now().toISOString() }] };
}
