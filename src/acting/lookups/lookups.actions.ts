import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { callSource, sealPurpose, unsealSecret } from './ask-lookups.actions.ts';
import type { Lookup, LookupInput, LookupTest, PlaceholderValues } from './lookups.contract.ts';
import { deleteLookup, findLookup, findLookupByCode, listLookupRows, type LookupRow, saveLookupRow } from './lookups.queries.ts';
import { fillTemplate, readTemplate } from './url-template.logic.ts';

export async function listLookups(context: Context): Promise<Lookup[]> {
  return (await listLookupRows(context.db)).map((row) => present(context, row));
}

/** What the panel will ask, before it asks. */
export async function listLookupNames(db: Db): Promise<Pick<Lookup, 'code' | 'nameDe' | 'nameEn'>[]> {
  return (await listLookupRows(db)).filter(({ pausedAt }) => pausedAt === null).map(({ code, nameDe, nameEn }) => ({ code, nameDe, nameEn }));
}

/** @throws lookup.invalid, lookup.code_taken */
export async function createLookup(context: Context, input: LookupInput, by: string): Promise<Lookup> {
  return save(context, { id: newId(context.clock.now().getTime()), before: null }, input, by);
}

/** @throws lookup.not_found, lookup.invalid, lookup.code_taken */
export async function changeLookup(context: Context, id: string, input: LookupInput, by: string): Promise<Lookup> {
  return save(context, { id, before: await getRow(context.db, id) }, input, by);
}

/** @throws lookup.not_found */
export async function removeLookup(context: Context, id: string): Promise<void> {
  if (!(await deleteLookup(context.db, id))) throw notFound(id);
}

/**
 * The lookup of the sample company: made or brought up to date, with the one origin on this machine that it may call.
 * Only code of ours calls this; nothing that comes over HTTP sets that origin.
 */
export async function saveDemoLookup(context: Context, input: LookupInput, origin: string): Promise<void> {
  const before = await findLookupByCode(context.db, input.code);
  if (before && before.demoOrigin === null) return; // the company has one of its own by that name
  await save(context, { id: before?.id ?? newId(context.clock.now().getTime()), before, demoOrigin: origin }, { ...input, isPaused: before?.pausedAt != null }, 'Nordfunk');
}

async function save(context: Context, { id, before, demoOrigin }: { id: string; before: LookupRow | null; demoOrigin?: string }, input: LookupInput, by: string): Promise<Lookup> {
  const template = check(input);
  const same = await findLookupByCode(context.db, input.code);
  if (same && same.id !== id) throw new Problem('lookup.code_taken', 'Another lookup has this code already.', { code: input.code });
  const now = context.clock.now();
  const { secret, isPaused, ...rest } = input;
  const origin = demoOrigin ?? (before?.demoOrigin === template.origin ? before.demoOrigin : null);
  // A secret kept for one host is never sent to another: whoever changes the address must know it.
  const movesAway = before !== null && originOf(before.urlTemplate) !== template.origin;
  const kept = movesAway || before === null ? null : before.secretSealed;
  await context.db.transaction().execute((tx) => saveLookupRow(tx, {
    ...rest, id, secretSealed: secret === undefined ? kept : secret === null || secret === '' ? null : context.vault.seal(secret, sealPurpose(id)),
    pausedAt: isPaused ? (before?.pausedAt ?? now) : null, demoOrigin: origin, by, at: now,
  }));
  return present(context, await getRow(context.db, id));
}

const originOf = (template: string): string | null => {
  const read = readTemplate(template);
  return 'reason' in read ? null : read.origin;
};

const reserved = /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|proxy-.*)$/i;

function check({ urlTemplate, headers, secretHeader }: LookupInput): { origin: string } {
  const template = readTemplate(urlTemplate);
  if ('reason' in template) throw new Problem('lookup.invalid', `The address is not right: it ${template.reason}.`, {}, [{ at: 'urlTemplate', reason: template.reason }]);
  const names = [...Object.keys(headers), ...(secretHeader === null ? [] : [secretHeader])];
  const bad = names.find((name) => reserved.test(name)) ?? Object.entries(headers).find(([, value]) => /[\r\n\0]/.test(value))?.[0];
  if (bad !== undefined) throw new Problem('lookup.invalid', `The header ${bad} cannot be set.`, {}, [{ at: `headers.${bad}`, reason: 'cannot be set' }]);
  return template;
}

/** Asks with a sample, saves nothing, and says all that an administrator needs to get it right. @throws lookup.invalid, lookup.not_found */
export async function testLookup(context: Context, input: LookupInput, id: string | null, values: PlaceholderValues): Promise<LookupTest> {
  const { origin } = check(input);
  const before = id === null ? null : await getRow(context.db, id);
  const filled = fillTemplate(input.urlTemplate, values);
  if ('missing' in filled) return { ok: false, url: null, status: null, tookMs: 0, problem: 'lookup.value_missing', detail: filled.missing.map((name) => `{${name}}`).join(' '), facts: [], sample: '' };
  const kept = before !== null && originOf(before.urlTemplate) === origin ? unsealSecret(context, before) : null;
  const startedAt = performance.now();
  const outcome = await callSource(context, { ...input, demoOrigin: before?.demoOrigin ?? null }, filled.url, input.secret === undefined ? kept : input.secret);
  const about = { url: filled.url, status: outcome.status, tookMs: Math.round(performance.now() - startedAt), sample: outcome.body.slice(0, 2_000) };
  return 'problem' in outcome ? { ok: false, ...about, problem: outcome.problem, detail: outcome.detail, facts: [] } : { ok: true, ...about, problem: null, detail: null, facts: outcome.facts };
}

async function getRow(db: Db, id: string): Promise<LookupRow> {
  const row = await findLookup(db, id);
  if (!row) throw notFound(id);
  return row;
}

const notFound = (id: string) => new Problem('lookup.not_found', 'There is no such lookup.', { id });

function present({ clock }: Context, { secretSealed, pausedAt, demoOrigin, failures, openUntil, lastFailure, lastFailedAt, lastAnsweredAt, ...row }: LookupRow): Lookup {
  const template = readTemplate(row.urlTemplate);
  const isResting = openUntil !== null && openUntil > clock.now();
  return {
    ...row,
    isPaused: pausedAt !== null,
    hasSecret: secretSealed !== null,
    isDemo: demoOrigin !== null,
    placeholders: 'reason' in template ? [] : template.placeholders,
    state: {
      kind: isResting ? 'resting' : failures > 0 ? 'failing' : lastAnsweredAt ? 'well' : 'unused', failures, lastFailure,
      lastFailedAt: lastFailedAt?.toISOString() ?? null, lastAnsweredAt: lastAnsweredAt?.toISOString() ?? null, restsUntil: isResting ? openUntil.toISOString() : null,
    },
  };
}
