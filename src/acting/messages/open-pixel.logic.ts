import { timingSafeEqual } from 'node:crypto';
import { keyedId } from '../../kernel/ids.ts';
import type { Context } from '../../platform/context.ts';

type Keys = Pick<Context, 'identitySecret' | 'settings'>;
const markOf = ({ identitySecret }: Pick<Context, 'identitySecret'>, id: string) => keyedId(identitySecret, 'open', id);

/** Address of the picture that tells that a mail was opened; only for customers who allowed it. */
export function openPixelUrl(keys: Keys, id: string): string {
  return `${keys.settings.publicUrl}/o/${id}/${markOf(keys, id)}.gif`;
}

export function isOurPixel(keys: Pick<Context, 'identitySecret'>, id: string, mark: string): boolean {
  const wanted = Buffer.from(markOf(keys, id));
  const given = Buffer.from(mark);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
