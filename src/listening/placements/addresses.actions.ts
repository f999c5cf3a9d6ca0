import { randomInt } from 'node:crypto';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { ResponseSource } from '../surveys/definition.contract.ts';
import { getSurvey } from '../surveys/manage-surveys.actions.ts';
import { type Address, type AddressInput, type AddressListQuery, SHORT_ALPHABET, SHORT_LENGTH } from './addresses.contract.ts';
import { type AddressRow, deleteAddress, findAddress, insertAddress, listAddresses, openAddress } from './addresses.queries.ts';
import { surveyUrl } from './survey-url.logic.ts';

const ATTEMPTS = 10;
const PAPER: ResponseSource = 'qr';

/** @throws survey.not_found */
export async function listAddressesFor(context: Context, actor: Actor, survey: string, { limit, cursor }: AddressListQuery): Promise<{ items: Address[]; nextCursor: string | null }> {
  await getSurvey(context, actor, survey);
  const rows = await listAddresses(context.db, survey, endOf(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map((row) => present(context, row)), nextCursor: last && rows.length === limit ? encodeCursor([last.createdAt.toISOString(), last.short]) : null };
}

/** A short address that nobody had before. @throws survey.not_found */
export async function createAddress(context: Context, actor: Actor, survey: string, { name, language, values, skipsPrefilled }: AddressInput): Promise<Address> {
  await getSurvey(context, actor, survey);
  const fields = { survey, name, query: { language, values, skipsPrefilled }, createdAt: context.clock.now(), createdBy: actor.label };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // A sign more each time: it ends also when millions of short ones are taken.
    const short = newShort(SHORT_LENGTH + attempt);
    if (await insertAddress(context.db, { short, ...fields })) return getAddress(context, actor, survey, short);
  }
  throw new Error('ten short addresses in a row were taken');
}

/** @throws survey.not_found, survey_address.not_found */
export async function getAddress(context: Context, actor: Actor, survey: string, short: string): Promise<Address> {
  await getSurvey(context, actor, survey);
  const row = await findAddress(context.db, short);
  if (row?.survey !== survey) throw noSuchAddress();
  return present(context, row);
}

/** What hangs on a wall leads nowhere from now on. @throws survey.not_found, survey_address.not_found */
export async function removeAddress(context: Context, actor: Actor, survey: string, short: string): Promise<void> {
  await getSurvey(context, actor, survey);
  if (!(await deleteAddress(context.db, survey, short))) throw noSuchAddress();
}

/** Where somebody who typed or scanned a short address goes on to, on the host that they came to. @throws survey_address.not_found */
export async function followAddress(context: Context, short: string): Promise<string> {
  // Typed from paper: capitals are no other address.
  const row = await openAddress(context.db, short.toLowerCase(), context.clock.now());
  if (!row) throw noSuchAddress();
  return surveyUrl('', row.survey, { ...row.query, source: PAPER });
}

const newShort = (length: number): string => Array.from({ length }, () => SHORT_ALPHABET.charAt(randomInt(SHORT_ALPHABET.length))).join('');
const noSuchAddress = (): Problem => new Problem('survey_address.not_found', 'There is no such address. Please check what is printed.');

function endOf(cursor: string | undefined): { createdAt: string; short: string } | null {
  if (cursor === undefined) return null;
  const [createdAt, short] = decodeCursor(cursor, 2).map(String);
  if (createdAt === undefined || Number.isNaN(Date.parse(createdAt)) || short === undefined) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { createdAt, short };
}

function present({ settings: { publicUrl } }: Context, { short, survey, name, query, opened, lastOpenedAt, createdAt, createdBy }: AddressRow): Address {
  return {
    short, survey, name, ...query, url: `${publicUrl}/k/${short}`, target: surveyUrl(publicUrl, survey, { ...query, source: PAPER }),
    opened, lastOpenedAt: lastOpenedAt?.toISOString() ?? null, createdAt: createdAt.toISOString(), createdBy,
  };
}
