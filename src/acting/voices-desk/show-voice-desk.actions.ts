import { Problem } from '../../kernel/problem.ts';
import { HIDDEN, redactText } from '../../governance/roles/masking.logic.ts';
import { findUndoneVoice, findVoiceRow, type VoiceRow } from '../../listening/voices/list-voices.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { findCaseFacts } from '../cases/case-events.actions.ts';
import { getVisibleVoice } from './open-voice-case.actions.ts';
import { present } from './reply-to-voice.actions.ts';
import { findCaseOfVoice, listReplies, listVoicesOfCase } from './voices-desk.queries.ts';
import type { CaseVoice, VoiceDesk } from './voices-desk.contract.ts';

/** What became of a voice: its case and what we have answered. @throws voice.not_found */
export async function showVoiceDesk(context: Context, actor: Actor, voiceId: string): Promise<VoiceDesk> {
  const voice = await getVisibleVoice(context.db, actor, voiceId);
  const known = actor.can('read', 'case') ? await findCaseOfVoice(context.db, voiceId) : null;
  const facts = known === null ? null : await findCaseFacts(context.db, known.caseId);
  const isVisible = facts !== null && (actor.departments === null || (facts.department !== null && actor.departments.includes(facts.department)));
  const replies = (await listReplies(context.db, voiceId)).map(present);
  return {
    case: isVisible ? { id: facts.id, number: facts.number, status: facts.status, subjectLine: actor.can('read', 'personal_data') ? facts.subjectLine : redactText(facts.subjectLine, [voice.author]) } : null,
    replies: actor.can('read', 'personal_data') ? replies : replies.map((reply) => ({ ...reply, text: redactText(reply.text, [voice.author]), writtenBy: HIDDEN })), hasConnector: voice.hasConnector,
  };
}

/** The voices that a case is about; also, without words, those whose file was taken back since. @throws case.not_found */
export async function listCaseVoices(context: Context, actor: Actor, caseId: string): Promise<CaseVoice[]> {
  const facts = await findCaseFacts(context.db, caseId);
  if (!facts || (actor.departments !== null && (facts.department === null || !actor.departments.includes(facts.department)))) throw new Problem('case.not_found', 'There is no such case.');
  const seesPeople = actor.can('read', 'personal_data');
  const voices: VoiceRow[] = [];
  const undone: CaseVoice[] = [];
  for (const id of await listVoicesOfCase(context.db, caseId)) {
    const voice = await findVoiceRow(context.db, id);
    const gone = voice ? null : await findUndoneVoice(context.db, id);
    if (voice) voices.push(voice);
    if (gone) undone.push({ voiceId: id, sourceName: gone.sourceName, title: '', text: '', stars: null, starsBest: null, author: '', url: null, at: gone.at.toISOString(), answeredAt: null, undoneAt: gone.undoneAt.toISOString() });
  }
  const words = (text: string, author: string) => (seesPeople ? text : redactText(text, [author]));
  const shown = voices.map(({ id, sourceName, title, text, stars, starsBest, author, url, at, answeredAt }) => ({ voiceId: id, sourceName, title: words(title, author), text: words(text, author), stars, starsBest, author: seesPeople ? author : HIDDEN, url: seesPeople ? url : null, at: at.toISOString(), answeredAt: answeredAt?.toISOString() ?? null, undoneAt: null }));
  return [...shown, ...undone];
}
