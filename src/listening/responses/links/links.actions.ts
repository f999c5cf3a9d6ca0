import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../../kernel/clock.ts';
import { encodeCursor, placeByInstant } from '../../../kernel/cursor.ts';
import { newId, newSecret, secretHash } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import { maySeePersonalData } from '../../../people/customers/masked-customers.actions.ts';
import { normaliseIdentifier } from '../../../people/identity/normalise.logic.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { getSurvey, getSurveyRow } from '../../surveys/manage-surveys.actions.ts';
import { getPublished } from '../../surveys/versions/published.actions.ts';
import { stateOf } from '../../surveys/survey-state.logic.ts';
import { type LinkItem, type LinkList, type LinkListQuery, type Links, type LinksInput, linksInputSchema, type MadeLink, type NewLink } from './links.contract.ts';
import { isAboutEmployees, needsOwnLink } from '../employees.logic.ts';
import { countPinAttempt, deleteLink, findLink, forgetPinAttempts, insertLinks, type LinkRow, type ListedLink, listLinks, type NewLinkRow, setEnded } from './links.queries.ts';
import { knownHidden } from '../intake/prepare-save.actions.ts';

const PIN_DIGITS = 6;
/** After so many wrong ones in a row a link asks for patience; each further one asks again. */
const PIN_ATTEMPTS = 5;
const PIN_PAUSE_MS = 15 * MINUTE_MS;

/**
 * Makes addresses under which customers answer. Only the hash of a token is kept, so it is shown this once.
 * @throws survey.not_found, survey.closed, survey.link_needed, customer.identifier_invalid
 */
export async function createLinks(context: Context, actor: Actor, code: string, input: LinksInput): Promise<Links> {
  const { identifier, count, language, isSingleUse, expiresAt, withPin, hidden, source, name } = linksInputSchema.parse(input);
  await getSurvey(context, actor, code);
  const { survey, definition } = await getPublished(context, code);
  const state = stateOf(survey, context.clock.now());
  if (state !== 'open' && state !== 'scheduled') throw new Problem('survey.closed', 'This survey is closed. Open it before you send links.');
  const address = (token: string | null) => {
    const parameters = new URLSearchParams({ ...(token === null ? {} : { t: token }), ...(language === undefined ? {} : { lang: language }) }).toString();
    return `${context.settings.publicUrl}/s/${code}${parameters === '' ? '' : `?${parameters}`}`;
  };
  const isOpenLink = identifier === undefined && count === undefined && expiresAt === undefined && !withPin && Object.keys(hidden).length === 0;
  if (needsOwnLink(survey) && (isOpenLink || !isSingleUse)) throw new Problem('survey.link_needed', 'This survey is answered only over links that are good for one answer. Make as many as there are people, or change that in its settings.', {}, [{ at: isOpenLink ? 'body.count' : 'body.isSingleUse', reason: 'not for this survey' }]);
  if (isOpenLink) return { kind: 'open', links: [address(null)] };

  if (identifier && isAboutEmployees(survey)) throw new Problem('request.invalid', 'Employees answer without names. Make links for one answer each, or invite them.', {}, [{ at: 'body.identifier', reason: 'not for a survey among employees' }]);
  if (identifier) {
    const normalised = normaliseIdentifier(identifier.kind, identifier.value, context.settings.defaultCountry);
    if (!normalised.ok) throw new Problem('customer.identifier_invalid', normalised.reason, {}, [{ at: 'identifier.value', reason: normalised.reason }]);
  }
  const now = context.clock.now();
  const made = Array.from({ length: count ?? 1 }, () => ({ id: newId(now.getTime()), token: newSecret(''), pin: withPin ? String(randomInt(10 ** PIN_DIGITS)).padStart(PIN_DIGITS, '0') : null }));
  const rows = made.map(({ id, token, pin }): NewLinkRow => ({
    id, tokenHash: secretHash(token), survey: code, subject: null, identifierKind: identifier?.kind ?? null, identifierValue: identifier?.value ?? null, invitation: null, source, isSingleUse,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt), pinHash: pin === null ? null : pinHash(context, id, pin), hidden: knownHidden(definition, hidden), name: name || null,
  }));
  await insertLinks(context.db, rows, { at: now, by: actor.label });
  return { kind: 'personal', links: made.map(({ token }) => address(token)), ...(withPin ? { pins: made.map(({ pin }) => pin ?? '') } : {}) };
}

/** For whoever invites: links in the caller's transaction, in the order asked for. */
export async function createLinksIn(context: Context, tx: Db, links: readonly NewLink[], by: string): Promise<MadeLink[]> {
  const now = context.clock.now();
  const made = links.map((link) => ({ link, linkId: newId(now.getTime()), token: link.token ?? newSecret('') }));
  const rows = made.map(({ link, linkId, token }): NewLinkRow => ({
    id: linkId, tokenHash: secretHash(token), survey: link.survey, subject: link.subject ?? null, identifierKind: link.identifier?.kind ?? null, identifierValue: link.identifier?.value ?? null, invitation: link.invitation ?? null,
    source: link.source ?? 'link', isSingleUse: link.isSingleUse ?? true, expiresAt: link.expiresAt ?? null, pinHash: null, hidden: link.hidden ?? {}, name: null,
  }));
  if (rows.length > 0) await insertLinks(tx, rows, { at: now, by });
  return made.map(({ linkId, token }) => ({ linkId, token }));
}

/** The link behind a token. @throws survey.link_not_found – also for a link of another survey */
export async function getLink(context: Context, code: string, token: string): Promise<LinkRow> {
  const link = await findLink(context.db, secretHash(token));
  if (link?.survey !== code) throw new Problem('survey.link_not_found', 'This link is not valid. Please check the address.');
  return link;
}

/**
 * Each attempt is counted before it is judged, across all processes: guessing a number of six digits takes years.
 * @throws survey.pin_wrong, survey.pin_blocked
 */
export async function checkPin(context: Context, link: LinkRow, pin: string): Promise<void> {
  const now = context.clock.now();
  const expected = await countPinAttempt(context.db, link.id, { now, most: PIN_ATTEMPTS, blockedUntil: new Date(now.getTime() + PIN_PAUSE_MS) });
  if (expected === null) throw new Problem('survey.pin_blocked', 'Too many wrong numbers. Please try again in 15 minutes.', { retryAfterSeconds: PIN_PAUSE_MS / 1_000 });
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(pinHash(context, link.id, pin.replace(/\s/g, ''))))) throw new Problem('survey.pin_wrong', 'This number is not right. Please check it.');
  await forgetPinAttempts(context.db, link.id);
}

/** Whom a link is for and what comes with it is only for who may see personal data; among employees for nobody. @throws survey.not_found */
export async function listLinksOf(context: Context, actor: Actor, code: string, { limit, cursor, made }: Pick<LinkListQuery, 'limit' | 'cursor' | 'made'>): Promise<LinkList> {
  const survey = await getSurveyRow(context, actor, code);
  const place = placeByInstant(cursor);
  const rows = await listLinks(context.db, { survey: code, made: made ?? null, after: place && { createdAt: place.at, id: place.id }, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const shown = { isAboutStaff: isAboutEmployees(survey), maySeePeople: maySeePersonalData(actor), at: context.clock.now() };
  return { items: page.map((row) => presentLink(row, shown)), nextCursor: rows.length > limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null };
}

/**
 * Ends a link by hand, or lets it be good again. Whoever has begun with it may finish for a day, as after its own end.
 * @throws survey.not_found, survey.link_not_found
 */
export async function changeLink(context: Context, actor: Actor, { code, id }: { code: string; id: string }, { isEnded }: { isEnded: boolean }): Promise<void> {
  await getSurveyRow(context, actor, code);
  const isThere = await setEnded(context.db, { survey: code, id }, isEnded ? { at: context.clock.now(), by: actor.label } : null);
  if (!isThere) throw new Problem('survey.link_not_found', 'There is no such link.');
}

/** @throws survey.not_found, survey.link_not_found – also for one that was answered already */
export async function removeLink(context: Context, actor: Actor, code: string, id: string): Promise<void> {
  await getSurvey(context, actor, code);
  if (!(await deleteLink(context.db, code, id))) throw new Problem('survey.link_not_found', 'There is no such link, or it has been answered.');
}

interface ShownTo {
  isAboutStaff: boolean;
  maySeePeople: boolean;
  at: Date;
}

function presentLink({ createdAt, expiresAt, endedAt, openedAt, startedAt, usedAt, identifierKind, identifierValue, hidden, answers, ...link }: ListedLink, { isAboutStaff, maySeePeople, at }: ShownTo): LinkItem {
  const showsPeople = maySeePeople && !isAboutStaff;
  return {
    ...link,
    madeFor: showsPeople && identifierKind !== null && identifierValue !== null ? { kind: identifierKind, value: identifierValue } : null,
    hidden: showsPeople ? hidden : null,
    createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null, endedAt: endedAt?.toISOString() ?? null,
    state: link.isSingleUse && usedAt !== null ? 'answered' : endedAt !== null ? 'ended' : expiresAt !== null && expiresAt <= at ? 'expired' : 'live',
    // What employees answered does not know its link.
    answers: !isAboutStaff ? Math.max(answers, link.isSingleUse && usedAt !== null ? 1 : 0) : link.isSingleUse ? Number(usedAt !== null) : null,
    openedAt: openedAt?.toISOString() ?? null, startedAt: startedAt?.toISOString() ?? null, finishedAt: usedAt?.toISOString() ?? null,
  };
}

/** Keyed, so that a copy of the database does not tell the million possible numbers. */
const pinHash = ({ identitySecret }: Context, linkId: string, pin: string): string => createHmac('sha256', identitySecret).update(`pin\0${linkId}\0${pin}`).digest('hex');
