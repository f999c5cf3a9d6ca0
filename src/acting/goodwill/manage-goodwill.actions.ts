import { randomBytes } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { webhookSecret } from '../../governance/webhooks/sign.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { checkUrl } from '../../platform/outgoing/fetch-outside.ts';
import { assertPublicHost } from '../../platform/outgoing/public-host.ts';
import { kindSecretPurpose } from './execute-goodwill.actions.ts';
import type { GoodwillKind, GoodwillKindInput, GoodwillLimits, LimitRow, SavedKind } from './goodwill.contract.ts';
import { deleteLimits, findKind, type KindRow, listKinds, listLimits, removeKindRow, saveKind, saveLimits } from './kinds-limits.queries.ts';

/** What can be given. Where it is carried out is told only to those who set it up. */
export async function listGoodwillKinds(context: Context, actor: Actor): Promise<GoodwillKind[]> {
  const kinds = await listKinds(context.db);
  return kinds.map((kind) => presentKind(kind, actor.can('manage', 'goodwill')));
}

function presentKind({ secret: _, url, sentIdentifiers, ...kind }: KindRow, isForManager: boolean): GoodwillKind {
  return { ...kind, url: isForManager ? url : null, sentIdentifiers: isForManager ? sentIdentifiers : [] };
}

/**
 * Adds or changes a kind; one that was taken away comes back. A kind that is carried out elsewhere gets a secret when it
 * has none yet: it is in this answer only.
 * @throws address.invalid, address.not_allowed, address.unknown
 */
export async function saveGoodwillKind(context: Context, code: string, input: GoodwillKindInput): Promise<SavedKind> {
  if (input.carriedOut === 'webhook' && input.url !== null) await assertPublicHost(checkUrl(input.url).hostname, context.settings);
  return context.db.transaction().execute(async (tx) => {
    const before = await findKind(tx, code);
    const needsSecret = input.carriedOut === 'webhook' && !before?.secret;
    const fresh = needsSecret ? newKindSecret() : null;
    const secret = fresh === null ? (before?.secret ?? null) : context.vault.seal(fresh, kindSecretPurpose(code));
    const row: KindRow = { ...input, code, secret, sentIdentifiers: [...new Set(input.sentIdentifiers)] };
    await saveKind(tx, row, context.clock.now());
    return { ...presentKind(row, true), secret: fresh };
  });
}

/** A new secret; from now on only it signs. @throws goodwill.kind_not_found */
export async function renewKindSecret(context: Context, code: string): Promise<SavedKind> {
  return context.db.transaction().execute(async (tx) => {
    const kind = await findKind(tx, code);
    if (!kind || kind.removedAt !== null || kind.carriedOut !== 'webhook') throw kindNotFound(code);
    const fresh = newKindSecret();
    const { removedAt: _, ...row } = { ...kind, secret: context.vault.seal(fresh, kindSecretPurpose(code)) };
    await saveKind(tx, row, context.clock.now());
    return { ...presentKind(row, true), secret: fresh };
  });
}

/** It is not offered any more; what was booked stays, and is carried out. @throws goodwill.kind_not_found */
export async function removeGoodwillKind(context: Context, code: string): Promise<void> {
  if (!(await removeKindRow(context.db, code, context.clock.now()))) throw kindNotFound(code);
}

export async function listGoodwillLimits(context: Context): Promise<LimitRow[]> {
  return (await listLimits(context.db)).map(({ setAt, ...row }) => ({ ...row, setAt: setAt.toISOString() }));
}

/** Of everybody with a role. */
export async function setRoleLimits(context: Context, actor: Actor, role: string, limits: GoodwillLimits): Promise<LimitRow[]> {
  await context.db.transaction().execute((tx) => saveLimits(tx, newId(), { role, userId: null }, { limits, setBy: actor.label, at: context.clock.now() }));
  return listGoodwillLimits(context);
}

/** Of one person, instead of those of the role. @throws user.not_found */
export async function setPersonLimits(context: Context, actor: Actor, userId: string, limits: GoodwillLimits): Promise<LimitRow[]> {
  try {
    await context.db.transaction().execute((tx) => saveLimits(tx, newId(), { role: null, userId }, { limits, setBy: actor.label, at: context.clock.now() }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23503') throw new Problem('user.not_found', 'There is no such person.');
    throw error;
  }
  return listGoodwillLimits(context);
}

export async function removeRoleLimits(context: Context, role: string): Promise<void> {
  await deleteLimits(context.db, { role, userId: null });
}

export async function removePersonLimits(context: Context, userId: string): Promise<void> {
  await deleteLimits(context.db, { role: null, userId });
}

const kindNotFound = (code: string) => new Problem('goodwill.kind_not_found', 'There is no such kind of goodwill.', { kind: code });
const newKindSecret = () => webhookSecret(randomBytes(32));

const usualKinds: Readonly<Record<string, GoodwillKindInput>> = {
  minutes: { sort: 'minutes', nameDe: 'Freiminuten', nameEn: 'Free minutes', unitDe: 'Minuten', unitEn: 'minutes', unitCents: 5, usualAmount: 100, largestAmount: 1_000, carriedOut: 'hand', url: null, sentIdentifiers: [] },
  credit: { sort: 'credit', nameDe: 'Gutschrift', nameEn: 'Credit', unitDe: '€', unitEn: '€', unitCents: 100, usualAmount: 10, largestAmount: 200, carriedOut: 'hand', url: null, sentIdentifiers: [] },
  voucher: { sort: 'voucher', nameDe: 'Gutschein', nameEn: 'Voucher', unitDe: '€', unitEn: '€', unitCents: 100, usualAmount: 15, largestAmount: 100, carriedOut: 'hand', url: null, sentIdentifiers: [] },
  replacement: { sort: 'replacement', nameDe: 'Ersatzgerät', nameEn: 'Replacement device', unitDe: 'Stück', unitEn: 'pieces', unitCents: 15_000, usualAmount: 1, largestAmount: 2, carriedOut: 'hand', url: null, sentIdentifiers: [] },
};
const usualLimits: Readonly<Record<string, GoodwillLimits>> = {
  agent: { perBookingCents: 2_000, perCustomerMonthCents: 5_000, perPersonMonthCents: 100_000 },
  cx_manager: { perBookingCents: 20_000, perCustomerMonthCents: 40_000, perPersonMonthCents: 1_000_000 },
};

/** A beginning: what companies usually give, and how much of it. Nothing that is there already is changed. */
export async function addUsualGoodwill(context: Context, actor: Pick<Actor, 'label'>): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const now = context.clock.now();
    for (const [code, input] of Object.entries(usualKinds)) if (!(await findKind(tx, code))) await saveKind(tx, { ...input, code, secret: null }, now);
    const limited = new Set((await listLimits(tx)).map(({ role }) => role));
    for (const [role, limits] of Object.entries(usualLimits)) if (!limited.has(role)) await saveLimits(tx, newId(now.getTime()), { role, userId: null }, { limits, setBy: actor.label, at: now });
  });
}
