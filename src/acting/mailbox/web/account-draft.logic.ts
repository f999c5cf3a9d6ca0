import type { Account, AccountInput, RoutingRule } from '../mailbox.contract.ts';

/** What stands in the dialog; an empty text is "none". */
export interface AccountDraft {
  name: string; address: string; host: string; port: number; security: AccountInput['security']; login: string; password: string; folder: string; afterwards: AccountInput['afterwards']; moveTo: string; startsWith: AccountInput['startsWith'];
  trustedServer: string; department: string; touchpoint: string; acknowledgeTemplate: string; routing: RoutingRule[]; takes: AccountInput['takes']; isPaused: boolean;
}

export function accountDraftOf(account: Account | null): AccountDraft {
  return {
    name: account?.name ?? '', address: account?.address ?? '', host: account?.host ?? '', port: account?.port ?? 993, security: account?.security ?? 'tls', login: account?.login ?? '', password: '', folder: account?.folder ?? 'INBOX', afterwards: account?.afterwards ?? 'mark_seen',
    moveTo: account?.moveTo ?? '', startsWith: account?.startsWith ?? 'new', trustedServer: account?.trustedServer ?? '', department: account?.department ?? '', touchpoint: account?.touchpoint ?? '', acknowledgeTemplate: account?.acknowledgeTemplate ?? '',
    routing: account?.routing ?? [], takes: account?.takes ?? 'cases', isPaused: account !== null && account.pausedAt !== null,
  };
}

export function isAccountReady(draft: AccountDraft, hasPassword: boolean): boolean {
  const isFilled = [draft.name, draft.host, draft.login, draft.folder].every((value) => value.trim() !== '');
  return isFilled && /^[^\s@]+@[^\s@]+$/.test(draft.address.trim()) && (hasPassword || draft.password !== '') && (draft.afterwards !== 'move' || draft.moveTo.trim() !== '') && draft.routing.every(({ contains }) => contains.trim() !== '');
}

export function accountBodyOf({ isPaused: _, password, ...draft }: AccountDraft) {
  const orNull = (value: string) => (value.trim() === '' ? null : value.trim());
  return {
    ...draft, name: draft.name.trim(), address: draft.address.trim(), host: draft.host.trim(), login: draft.login.trim(), folder: draft.folder.trim(), moveTo: draft.afterwards === 'move' ? orNull(draft.moveTo) : null,
    trustedServer: orNull(draft.trustedServer), department: orNull(draft.department), touchpoint: orNull(draft.touchpoint), acknowledgeTemplate: orNull(draft.acknowledgeTemplate), ...(password === '' ? {} : { password }),
  };
}
