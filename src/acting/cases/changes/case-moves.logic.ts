import type { CaseMoment } from '../../service-levels/case-facts.contract.ts';
import type { CaseStatus } from '../cases.contract.ts';

/** What of a case decides where it goes next. */
export interface Standing {
  status: CaseStatus;
  firstRepliedAt: Date | null;
  lastCustomerAt: Date | null;
  lastStaffAt: Date | null;
  solvedAt: Date | null;
  closedAt: Date | null;
  snoozedUntil: Date | null;
}

export interface Move<T extends Standing> {
  after: T;
  /** What the clocks of the service levels are told, in this order. */
  moments: CaseMoment[];
  reopened: boolean;
}

const isWaiting = (status: CaseStatus): boolean => status === 'waiting_customer' || status === 'waiting_partner';
const isDone = (status: CaseStatus): boolean => status === 'solved' || status === 'closed';
const later = (one: Date | null, other: Date): Date => (one !== null && one > other ? one : other);

/** The customer has written: whatever we waited for, now they wait for us. An out-of-office note changes nothing. */
export function afterCustomerMessage<T extends Standing>(before: T, at: Date, isAutomatic: boolean): Move<T> {
  if (isAutomatic) return { after: before, moments: [], reopened: false };
  const { after, moments, reopened } = toStatus(before, before.status === 'new' ? 'new' : 'open', at);
  return { after: { ...after, lastCustomerAt: later(before.lastCustomerAt, at), snoozedUntil: null }, moments: [...moments, 'customer_wrote'], reopened };
}

/** We have written to the customer. Without another wish the case waits for them; for a partner it goes on waiting. */
export function afterReply<T extends Standing>(before: T, at: Date, wished: CaseStatus | undefined): Move<T> {
  const { after, moments, reopened } = toStatus(before, wished ?? (before.status === 'waiting_partner' ? 'waiting_partner' : 'waiting_customer'), at);
  return { after: { ...after, firstRepliedAt: before.firstRepliedAt ?? at, lastStaffAt: later(before.lastStaffAt, at) }, moments: ['staff_replied', ...moments], reopened };
}

/** Puts a case into a status, with the dates that belong to it. */
export function toStatus<T extends Standing>(before: T, status: CaseStatus, at: Date): Move<T> {
  if (status === before.status) return { after: before, moments: [], reopened: false };
  const reopened = isDone(before.status) && !isDone(status);
  const moments: CaseMoment[] = [];
  if (reopened) moments.push('reopened');
  if (isWaiting(before.status) && !isWaiting(status)) moments.push('waiting_ended');
  if (status === 'solved') moments.push('solved');
  if (status === 'closed') moments.push('closed');
  if (isWaiting(status) && !isWaiting(before.status)) moments.push('waiting_began');
  const after = {
    ...before, status,
    solvedAt: isDone(status) ? (before.solvedAt ?? at) : null,
    closedAt: status === 'closed' ? at : null,
    snoozedUntil: isDone(status) ? null : before.snoozedUntil,
  };
  return { after, moments, reopened };
}
