import { keyedId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { fetchOutside, type OutsideAnswer } from '../../platform/outgoing/fetch-outside.ts';
import { restMs } from './breaker.logic.ts';
import type { LookupFact, LookupField, LookupResult, PlaceholderValues } from './lookups.contract.ts';
import { claimTry, findAnswer, type KeptAnswer, listLookupRows, type LookupRow, noteFailure, restUntil, saveAnswer } from './lookups.queries.ts';
import { readFields } from './read-fields.logic.ts';
import { fillTemplate, namesPerson, readTemplate } from './url-template.logic.ts';

const MAX_BYTES = 200_000;
const GRACE_MS = 2_000;

export interface About {
  values: PlaceholderValues;
  /** Whom the question is about; kept with the answer where the address names a person. */
  subject: string | null;
}

/** What all connected sources say, each in its own time, none longer than its timeout; never throws for a source. */
export async function askLookups(context: Context, about: About): Promise<LookupResult[]> {
  const rows = (await listLookupRows(context.db)).filter(({ pausedAt }) => pausedAt === null);
  return Promise.all(rows.map((row) => askLookup(context, row, about)));
}

/** What is known already, without asking anybody: for facts that are kept with a case. */
export async function recallLookups(context: Context, { values }: About): Promise<LookupResult[]> {
  const rows = (await listLookupRows(context.db)).filter(({ pausedAt }) => pausedAt === null);
  return Promise.all(rows.map(async (row) => {
    const filled = fillTemplate(row.urlTemplate, values);
    if ('missing' in filled) return unasked(row, filled.missing);
    const kept = await findAnswer(context.db, row.id, questionOf(context, row, filled.url));
    return kept ? shown(context, row, kept, isFresh(context, row, kept) ? null : 'lookup.old') : { ...unasked(row, []), state: 'failed' };
  }));
}

/** Questions under way in this process, so that ten agents who look at one outage ask once. */
const underWay = new WeakMap<Context, Map<string, Promise<LookupResult>>>();

export async function askLookup(context: Context, row: LookupRow, about: About): Promise<LookupResult> {
  const filled = fillTemplate(row.urlTemplate, about.values);
  if ('missing' in filled) return unasked(row, filled.missing);
  const question = questionOf(context, row, filled.url);
  const kept = await findAnswer(context.db, row.id, question);
  if (kept && isFresh(context, row, kept)) return shown(context, row, kept, null);
  const asking = underWay.get(context) ?? new Map<string, Promise<LookupResult>>();
  underWay.set(context, asking);
  const same = asking.get(question);
  if (same) return same;
  const asked = askSource(context, row, { url: filled.url, question, subject: about.subject, kept }).finally(() => asking.delete(question));
  asking.set(question, asked);
  return asked;
}

const questionOf = ({ identitySecret }: Context, { id }: LookupRow, url: string): string => keyedId(identitySecret, 'lookup', id, url);
const isFresh = ({ clock }: Context, { cacheS }: LookupRow, { fetchedAt }: KeptAnswer): boolean => clock.now().getTime() - fetchedAt.getTime() < cacheS * 1_000;

async function askSource(context: Context, row: LookupRow, { url, question, subject, kept }: { url: string; question: string; subject: string | null; kept: KeptAnswer | null }): Promise<LookupResult> {
  const now = context.clock.now();
  if (row.openUntil && row.openUntil > now) return withoutAnswer(context, row, kept, 'lookup.resting');
  if (row.openUntil && !(await claimTry(context.db, row.id, now, new Date(now.getTime() + row.timeoutMs + GRACE_MS)))) return withoutAnswer(context, row, kept, 'lookup.resting');
  const outcome = await callSource(context, row, url, row.secretSealed === null ? null : unsealSecret(context, row));
  if ('problem' in outcome) {
    const failures = await noteFailure(context.db, row.id, outcome.problem, now);
    const rest = restMs(failures);
    if (rest > 0) await restUntil(context.db, row.id, new Date(now.getTime() + rest));
    return withoutAnswer(context, row, kept, outcome.problem);
  }
  const read = readTemplate(row.urlTemplate);
  const about = 'reason' in read || !namesPerson(read.placeholders) ? null : subject;
  await saveAnswer(context.db, { lookupId: row.id, question, subject: about, facts: outcome.facts, at: now });
  return shown(context, row, { facts: outcome.facts, fetchedAt: now }, null);
}

export const unsealSecret = ({ vault }: Context, { id, secretSealed }: Pick<LookupRow, 'id' | 'secretSealed'>): string | null => (secretSealed === null ? null : vault.unseal(secretSealed, sealPurpose(id)));
export const sealPurpose = (id: string): string => `lookups ${id}`;

export type Outcome = { facts: LookupFact[]; status: number; body: string } | { problem: string; detail: string; status: number | null; body: string };
type Source = Pick<LookupRow, 'headers' | 'secretHeader' | 'timeoutMs' | 'demoOrigin'> & { fields: readonly LookupField[] };

/** One question over HTTP, with everything that can go wrong as an outcome. */
export async function callSource(context: Context, source: Source, url: string, secret: string | null): Promise<Outcome> {
  // The service that comes with the sample company is the only address of this machine, and only that origin exactly.
  const isDemo = source.demoOrigin !== null && new URL(url).origin === source.demoOrigin;
  const headers = { accept: 'application/json', ...source.headers, ...(secret !== null && source.secretHeader !== null ? { [source.secretHeader]: secret } : {}) };
  let answer: OutsideAnswer;
  try {
    answer = await fetchOutside(url, { headers, timeoutMs: source.timeoutMs, maxBytes: MAX_BYTES }, isDemo ? { allowsInternalAddresses: true } : context.settings);
  } catch (error) {
    if (error instanceof Problem) return { problem: error.code, detail: error.message, status: null, body: '' };
    throw error;
  }
  const body = answer.body.toString('utf8');
  // "There is no such thing" is an answer, and the source is well.
  if (answer.status === 404) return { facts: readFields(source.fields, null), status: 404, body };
  if (answer.status < 200 || answer.status >= 300) return { problem: 'lookup.status', detail: `The source answered ${answer.status}.`, status: answer.status, body };
  try {
    return { facts: readFields(source.fields, JSON.parse(body)), status: answer.status, body };
  } catch {
    return { problem: 'lookup.no_json', detail: 'The answer is not JSON.', status: answer.status, body };
  }
}

const named = ({ code, nameDe, nameEn }: LookupRow) => ({ code, nameDe, nameEn });

function shown({ clock }: Context, row: LookupRow, { facts, fetchedAt }: KeptAnswer, problem: string | null): LookupResult {
  return { ...named(row), state: problem === null ? 'answered' : 'stale', facts, fetchedAt: fetchedAt.toISOString(), ageS: Math.max(0, Math.round((clock.now().getTime() - fetchedAt.getTime()) / 1_000)), problem, missing: [] };
}

function withoutAnswer(context: Context, row: LookupRow, kept: KeptAnswer | null, problem: string): LookupResult {
  return kept ? shown(context, row, kept, problem) : { ...unasked(row, []), state: 'failed', problem };
}

const unasked = (row: LookupRow, missing: LookupResult['missing']): LookupResult => ({ ...named(row), state: 'unasked', facts: [], fetchedAt: null, ageS: null, problem: null, missing });
