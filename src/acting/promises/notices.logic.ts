import { MINUTE_MS } from '../../kernel/clock.ts';
import type { PromiseKind } from './promises.contract.ts';

export interface NoticePolicy {
  remindMinutesBefore: number;
  /** Null: nobody is told that a promise is late. */
  escalateMinutesLate: number | null;
}

export type Notice = 'remind' | 'escalate_away' | 'escalate_late';

export interface NoticeFacts {
  madeAt: Date;
  dueAt: Date;
  now: Date;
  /** The responsible person is away from now until it is due. */
  isAway: boolean;
  done: ReadonlySet<Notice>;
}

/**
 * Who is told what about an open promise at one moment, and when to look again. Somebody who is away is not reminded:
 * whoever stands in is told instead. A promise made for soon is reminded of halfway, not at once.
 */
export function decideNotices(policy: NoticePolicy, { madeAt, dueAt, now, isAway, done }: NoticeFacts): { notices: Notice[]; nextAt: Date | null } {
  const remindAt = remindTime(policy, madeAt, dueAt);
  const lateAt = policy.escalateMinutesLate === null ? null : new Date(dueAt.getTime() + policy.escalateMinutesLate * MINUTE_MS);
  const notices: Notice[] = [];
  const isTime = now >= remindAt && now < dueAt;
  if (isAway && now < dueAt && !done.has('escalate_away')) notices.push('escalate_away');
  else if (isTime && !isAway && !done.has('remind')) notices.push('remind');
  if (lateAt && now > lateAt && !done.has('escalate_late')) notices.push('escalate_late');
  const isLateTold = done.has('escalate_late') || notices.includes('escalate_late');
  if (now < remindAt) return { notices, nextAt: remindAt };
  // one millisecond after: what is kept exactly then is still in time
  return { notices, nextAt: lateAt && !isLateTold ? new Date(lateAt.getTime() + 1) : null };
}

function remindTime({ remindMinutesBefore }: NoticePolicy, madeAt: Date, dueAt: Date): Date {
  const planned = dueAt.getTime() - remindMinutesBefore * MINUTE_MS;
  if (planned > madeAt.getTime()) return new Date(planned);
  return new Date(madeAt.getTime() + (dueAt.getTime() - madeAt.getTime()) / 2);
}

export interface NoticeConditions {
  kinds?: readonly PromiseKind[] | undefined;
  departments?: readonly string[] | undefined;
}

const allows = <T>(wanted: readonly T[] | undefined, value: T | null): boolean => wanted === undefined || wanted.length === 0 || (value !== null && wanted.includes(value));

/** The first policy that fits; null where none does: then nobody is reminded. */
export function choosePolicy<P extends { conditions: NoticeConditions }>(policies: readonly P[], { kind, department }: { kind: PromiseKind; department: string | null }): P | null {
  return policies.find(({ conditions }) => allows(conditions.kinds, kind) && allows(conditions.departments, department)) ?? null;
}
