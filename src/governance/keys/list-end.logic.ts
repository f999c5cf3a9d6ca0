import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';

interface Listed {
  id: string;
  createdAt: Date;
  revokedAt: Date | null;
}

/** Where a page of keys or sources ended. @throws request.cursor_invalid */
export function listEndOf(cursor: string | undefined): { isRevoked: boolean; createdAt: string; id: string } | null {
  if (cursor === undefined) return null;
  const [isRevoked, createdAt, id] = decodeCursor(cursor, 3).map(String);
  if (createdAt === undefined || Number.isNaN(Date.parse(createdAt)) || id === undefined || !/^[0-9a-f-]{36}$/.test(id)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { isRevoked: isRevoked === '1', createdAt, id };
}

export function nextCursorOf(listed: readonly Listed[], limit: number): string | null {
  const last = listed.at(-1);
  return last && listed.length === limit ? encodeCursor([last.revokedAt === null ? 0 : 1, last.createdAt.toISOString(), last.id]) : null;
}
