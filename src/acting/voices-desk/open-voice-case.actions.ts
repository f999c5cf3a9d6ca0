import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { type Journal, writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { findVoiceRow, type VoiceRow } from '../../listening/voices/list-voices.actions.ts';
import { contactKey } from '../../listening/voices/voice-rows.logic.ts';
import { findCaseFacts } from '../cases/case-events.actions.ts';
import type { OpenedCase } from '../cases/case-actors.contract.ts';
import type { CasePriority } from '../cases/cases.contract.ts';
import { openCaseIn } from '../cases/open-case.actions.ts';
import { findCaseOfVoice as findCase, tieCase } from './voices-desk.queries.ts';

/** The case in which a voice is worked on, if it has one. */
export const findCaseOfVoice = (db: Db, voiceId: string): ReturnType<typeof findCase> => findCase(db, voiceId);

/** Opens a case for a voice, or finds the one in which it is worked on. @throws voice.not_found */
export function openVoiceCase(context: Context, actor: Actor, voiceId: string): Promise<Pick<OpenedCase, 'number' | 'isNew'> & { id: string }> {
  return writeWithHistory(context, async (tx, journal) => {
    const voice = await getVisibleVoice(tx, actor, voiceId);
    const known = await findCaseOfVoice(tx, voiceId);
    const facts = known?.isActive ? await findCaseFacts(tx, known.caseId) : null;
    if (facts) return { id: facts.id, number: facts.number, isNew: false };
    const { caseId, number, isNew } = await openVoiceCaseIn(context, tx, journal, { voice, by: actor.label });
    return { id: caseId, number, isNew };
  });
}

export interface VoiceCase { voice: VoiceRow; by: string; subjectLine?: string; department?: string | null; priority?: CasePriority }

/** The same inside of the caller's transaction, e.g. by a rule. An edited voice whose case is done gets another one. */
export async function openVoiceCaseIn(context: Context, tx: Db, journal: Journal, { voice, by, subjectLine, department, priority }: VoiceCase): Promise<OpenedCase> {
  const opened = await openCaseIn(context, tx, journal, {
    subject: voice.subject, channel: voice.kind === 'feedback' ? 'mail' : 'social', subjectLine: subjectLine ?? subjectLineOf(voice), text: [voice.title, voice.text].filter((part) => part !== '').join('\n\n') || starsOf(voice), touchpoint: voice.touchpoint, department: department ?? voice.department, ...(priority ? { priority } : {}),
    language: voice.language === '' ? null : voice.language, source: { kind: 'social', ref: voice.url ?? voice.sourceName }, externalKey: contactKey(voice.id, voice.version), author: { kind: 'customer', id: null, label: voice.author }, at: context.clock.now(),
  });
  await tieCase(tx, { voiceId: voice.id, caseId: opened.caseId, at: context.clock.now(), by });
  return opened;
}

/** A voice as the reader may see it. @throws voice.not_found also at touchpoints of other departments */
export async function getVisibleVoice(db: Db, { departments }: Pick<Actor, 'departments'>, id: string): Promise<VoiceRow> {
  const voice = await findVoiceRow(db, id);
  if (!voice || (departments !== null && (voice.department === null || !departments.includes(voice.department)))) throw new Problem('voice.not_found', 'There is no such voice.');
  return voice;
}

/** All that somebody said who left stars and no words. */
const starsOf = ({ stars, starsBest }: VoiceRow): string => (stars === null ? '' : `★ ${stars}/${starsBest ?? ''}`.replace(/\/$/, ''));

function subjectLineOf({ sourceName, stars, starsBest, title, text }: VoiceRow): string {
  const words = (title === '' ? text : title).replaceAll(/\s+/g, ' ');
  const rated = stars === null ? '' : ` ${stars}/${starsBest ?? ''}`;
  return `${sourceName}${rated}: ${words.slice(0, 120)}`.replace(/: $/, '');
}
