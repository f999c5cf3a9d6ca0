import { findSourceByWriteKey } from '../../../governance/keys/sources.actions.ts';
import { secretHash } from '../../../kernel/ids.ts';
import type { ProblemPlace } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { checkAnswers, type CheckedAnswers } from '../../surveys/flow/answer-check.logic.ts';
import type { Definition, ResponseSource } from '../../surveys/definition.contract.ts';
import { chooseLanguage } from '../../surveys/flow/flow.logic.ts';
import { getPublished, getVersion, type PublishedSurvey } from '../../surveys/versions/published.actions.ts';
import { sayFault } from './fault-words.logic.ts';
import { possibleDays, readTimes } from './response-clock.logic.ts';
import type { SaveResponse } from '../responses.contract.ts';
import { findSuspicion, type Suspicion } from './suspicion.logic.ts';

/** A save that was read and judged; what is left to find out needs the store. */
export interface PreparedSave {
  id: string;
  published: PublishedSurvey;
  definition: Definition;
  version: number;
  language: string;
  source: ResponseSource;
  hidden: Readonly<Record<string, string>>;
  tokenHash: string | null;
  identifiers: readonly { kind: string; value: string }[];
  /** An identifier as it stands in history, where whoever hands it in knows it. */
  subject: string | null;
  checked: CheckedAnswers;
  faults: ProblemPlace[];
  startedAt: Date | null;
  at: Date;
  receivedAt: Date;
  seq: number;
  isFinal: boolean;
  suspicion: Suspicion | null;
  /** Target group. */
  group: string;
  /** From us or an import: also when the survey is closed. */
  isTrusted: boolean;
}

/**
 * Reads what a page sent: which version, in what language, when, and what is wrong with the answers.
 * @throws survey.not_found, survey.version_not_found
 */
export async function prepareSave(context: Context, code: string, id: string, body: SaveResponse): Promise<PreparedSave> {
  const published = await getPublished(context, code);
  const definition = body.version === published.version ? published.definition : await getVersion(context, code, body.version);
  const receivedAt = context.clock.now();
  const times = readTimes(body, receivedAt);
  const language = chooseLanguage(definition.languages, [body.language]);
  const hidden = knownHidden(definition, body.hidden);
  const checked = judge(definition, body.answers, { language, hidden, source: body.source, seed: id, isFinal: body.isFinal, days: possibleDays(body.startedAt, receivedAt) });
  const identifiers = await believedIdentifiers(context, body);
  return {
    id: id.toLowerCase(), published, definition, version: body.version, language, source: body.source, hidden, tokenHash: body.token === undefined ? null : secretHash(body.token), identifiers, subject: null,
    checked, faults: checked.faults.slice(0, 100).map(sayFault), ...times, receivedAt, seq: body.seq, isFinal: body.isFinal,
    suspicion: findSuspicion({ honeypot: body.website, ...times, answered: Object.keys(checked.kept).length, source: body.source, hasLink: body.token !== undefined }),
    group: '', isTrusted: false,
  };
}

/** Values that the survey has a field for, well formed. */
export function knownHidden({ hidden: fields }: Definition, given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(fields.flatMap(({ id }) => (Object.hasOwn(given, id) ? [[id, (given[id] ?? '').toWellFormed().replace(/[^\P{Cc}\t]/gu, '')]] : [])));
}

interface JudgedAround {
  language: string;
  hidden: Readonly<Record<string, string>>;
  source: string;
  seed: string;
  isFinal: boolean;
  /** Which day it may be where the customer is; "today" in a question is the first that makes the answers right. */
  days: readonly string[];
}

export function judge(definition: Definition, answers: Readonly<Record<string, unknown>>, { days, ...around }: JudgedAround): CheckedAnswers {
  const [first = '', ...others] = days;
  const checked = checkAnswers(definition, answers, { ...around, today: first });
  const isAboutDays = ({ faults }: CheckedAnswers) => faults.some(({ code }) => code === 'too_early' || code === 'too_late');
  if (!isAboutDays(checked)) return checked;
  return others.map((today) => checkAnswers(definition, answers, { ...around, today })).find((other) => !isAboutDays(other)) ?? checked;
}

/** Whom a page with the key of a source believes to see; without a valid key nobody. */
async function believedIdentifiers(context: Context, { writeKey, identifiers, token }: SaveResponse): Promise<{ kind: string; value: string }[]> {
  if (writeKey === undefined || !identifiers || identifiers.length === 0 || token !== undefined) return [];
  return (await findSourceByWriteKey(context, writeKey)) ? identifiers.filter(({ kind }) => claimable.has(kind)) : [];
}
/** What the SDK calls a visitor; an address is nobody's to claim. */
const claimable: ReadonlySet<string> = new Set(['userId', 'anonymousId']);
