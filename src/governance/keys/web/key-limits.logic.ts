import type { ApiKey } from '../keys.contract.ts';

export const reaches = ['all', 'read', 'chosen'] as const;
export type Reach = (typeof reaches)[number];
export const ends = ['quarter', 'year', 'never'] as const;
export type KeyEnd = (typeof ends)[number];

const DAY_MS = 86_400_000;
const daysOf: Record<Exclude<KeyEnd, 'never'>, number> = { quarter: 90, year: 365 };

export function scopesOf(reach: Reach, chosen: readonly string[]): readonly string[] | null {
  if (reach === 'all') return null;
  return reach === 'read' ? ['read:all'] : chosen;
}

export function endOf(end: KeyEnd, now: Date): string | null {
  return end === 'never' ? null : new Date(now.getTime() + daysOf[end] * DAY_MS).toISOString();
}

export type KeyLife = 'revoked' | 'over' | 'ending' | 'working';

/** @param warnDays a key that ends within so many days is ending */
export function lifeOf({ revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date, warnDays: number): KeyLife {
  if (revokedAt !== null) return 'revoked';
  if (expiresAt === null) return 'working';
  const leftMs = new Date(expiresAt).getTime() - now.getTime();
  if (leftMs <= 0) return 'over';
  return leftMs <= warnDays * DAY_MS ? 'ending' : 'working';
}

/** One box ticked or not; whoever may change may read as well. */
export function toggleScope(chosen: readonly string[], subject: string, action: 'read' | 'manage', isOn: boolean): string[] {
  const others = chosen.filter((scope) => scope !== `read:${subject}` && scope !== `manage:${subject}`);
  if (action === 'manage') return isOn ? [...others, `manage:${subject}`] : [...others, `read:${subject}`];
  return isOn ? [...others, `read:${subject}`] : others;
}
