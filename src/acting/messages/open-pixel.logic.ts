import { timingSafeEqual } from 'node:crypto';
import { keyedId } from '../../kernel/ids.ts';

interface Secret {
  identitySecret: string;
}
const markOf = ({ identitySecret }: Secret, id: string) => keyedId(identitySecret, 'open', id);

/** Address of the picture that tells that a mail was opened; only for customers who allowed it. */
export function openPixelUrl(keys: Secret & { settings: { publicUrl: string } }, id: string): string {
  return `${keys.settings.publicUrl}/o/${id}/${markOf(keys, id)}.gif`;
}

export function isOurPixel(keys: Secret, id: string, mark: string): boolean {
  const wanted = Buffer.from(markOf(keys, id));
  const given = Buffer.from(mark);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
