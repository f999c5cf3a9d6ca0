import { encodeCursor, placeByInstant, placeByText } from '../../../kernel/cursor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { type AccountRow, findAccount, insertAccount, listAccountRows, removeAccountRow, updateAccount } from './accounts.queries.ts';
import { tryImap } from './imap.actions.ts';
import { listIntakes } from '../intakes.queries.ts';
import type { Account, AccountChange, AccountInput, AccountTest, Intake, ListQuery, TestResult } from '../mailbox.contract.ts';

export async function listAccounts({ db }: Context, { limit, cursor }: ListQuery): Promise<{ items: Account[]; nextCursor: string | null }> {
  const rows = await listAccountRows(db, placeOf(cursor), limit);
  const last = rows.at(-1);
  return { items: rows.map(present), nextCursor: last && rows.length === limit ? encodeCursor([last.name.toLowerCase(), last.id]) : null };
}

/** @throws mail_account.not_found */
export async function getAccount({ db }: Context, id: string): Promise<Account> {
  return present(await getRow(db, id));
}

/** Signs in first: a mailbox that cannot be read is not saved. @throws mail_account.unreachable, mail_account.refused, address.not_allowed */
export async function createAccount(context: Context, author: string, { password, ...account }: AccountInput): Promise<Account> {
  refuseMissingFolders(await tryImap(context, { ...account, password }), account);
  const id = newId();
  await insertAccount(context.db, { ...account, id, passwordSealed: context.vault.seal(password, purposeOf(id)), createdBy: author, createdAt: context.clock.now() });
  return getAccount(context, id);
}

/** @throws mail_account.not_found, and as createAccount unless it is paused */
export async function changeAccount(context: Context, id: string, { password, isPaused, ...account }: AccountChange): Promise<Account> {
  const before = await getRow(context.db, id);
  // The password goes where it was given for, and to no other server that somebody enters.
  if (password === undefined && (before.host !== account.host || before.port !== account.port || before.login !== account.login || (before.security !== 'none' && account.security === 'none'))) throw new Problem('request.invalid', 'For another server or login enter the password again.', {}, [{ at: 'body.password', reason: 'is missing' }]);
  const secret = password ?? passwordOf(context, before);
  if (!isPaused) refuseMissingFolders(await tryImap(context, { ...account, password: secret }), account);
  await updateAccount(context.db, { ...account, id, passwordSealed: context.vault.seal(secret, purposeOf(id)), updatedAt: context.clock.now(), pausedAt: isPaused ? (before.pausedAt ?? context.clock.now()) : null });
  return getAccount(context, id);
}

/** What came stays; the mailbox is left as it is. @throws mail_account.not_found */
export async function dropAccount({ db, clock }: Context, id: string): Promise<void> {
  if (!(await removeAccountRow(db, id, clock.now()))) throw noSuchAccount();
}

/** @throws mail_account.unreachable, mail_account.refused, address.not_allowed */
export async function testAccount(context: Context, { accountId, password, ...server }: AccountTest): Promise<TestResult> {
  const stored = accountId === undefined ? null : await getRow(context.db, accountId);
  const isSameServer = stored !== null && stored.host === server.host && stored.port === server.port && stored.login === server.login;
  const secret = password ?? (isSameServer ? passwordOf(context, stored) : undefined);
  if (secret === undefined) throw new Problem('request.invalid', 'Enter the password.', {}, [{ at: 'body.password', reason: 'is missing' }]);
  return tryImap(context, { ...server, password: secret });
}

/** @throws mail_account.not_found */
export async function listPageOfIntakes({ db }: Context, id: string, { limit, cursor }: ListQuery): Promise<{ items: Intake[]; nextCursor: string | null }> {
  await getRow(db, id);
  const place = placeByInstant(cursor);
  const rows = await listIntakes(db, id, place, limit);
  const last = rows.at(-1);
  return { items: rows.map(({ settledAt, at, ...row }) => ({ ...row, at: at.toISOString(), isSettled: settledAt !== null })), nextCursor: last && rows.length === limit ? encodeCursor([last.at.toISOString(), last.id]) : null };
}

export const passwordOf = ({ vault }: Pick<Context, 'vault'>, { id, passwordSealed }: Pick<AccountRow, 'id' | 'passwordSealed'>): string => vault.unseal(passwordSealed, purposeOf(id));
const purposeOf = (id: string) => `mail_accounts.password ${id}`;
const noSuchAccount = () => new Problem('mail_account.not_found', 'There is no such mailbox.');

async function getRow(db: Context['db'], id: string): Promise<AccountRow> {
  const row = await findAccount(db, id);
  if (!row) throw noSuchAccount();
  return row;
}

function refuseMissingFolders({ folders }: TestResult, { folder, afterwards, moveTo }: Pick<AccountInput, 'folder' | 'afterwards' | 'moveTo'>): void {
  const isThere = (path: string) => folders.some((one) => one.path === path || (path.toUpperCase() === 'INBOX' && one.path.toUpperCase() === 'INBOX'));
  const missing = [folder, ...(afterwards === 'move' && moveTo !== null ? [moveTo] : [])].find((path) => !isThere(path));
  if (missing !== undefined) throw new Problem('mail_account.refused', `The mailbox has no folder ${missing}.`, { folder: missing });
}

function present({ passwordSealed: _, uidValidity: _validity, lastUid: _uid, stuckUid: _stuck, stuckAttempts: _attempts, failures: _failures, updatedAt: _updated, ...row }: AccountRow): Account {
  const { connectedAt, lastMailAt, failingSince, pausedAt, createdAt, ...rest } = row;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return { ...rest, connectedAt: iso(connectedAt), lastMailAt: iso(lastMailAt), failingSince: iso(failingSince), pausedAt: iso(pausedAt), createdAt: createdAt.toISOString() };
}

export function placeOf(cursor: string | undefined): { name: string; id: string } | null {
  const place = placeByText(cursor);
  return place && { name: place.text, id: place.id };
}
