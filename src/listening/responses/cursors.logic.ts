import { Problem } from '../../kernel/problem.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where a page of a list goes on, from the two parts of its cursor; null = at the beginning. @throws request.cursor_invalid */
export function asPage<Page>(instant: string | number | undefined, id: string | number | undefined, make: (at: string, id: string) => Page): Page | null {
  if (instant === undefined || id === undefined) return null;
  const at = new Date(instant);
  if (Number.isNaN(at.getTime()) || !UUID.test(String(id))) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return make(at.toISOString(), String(id));
}
