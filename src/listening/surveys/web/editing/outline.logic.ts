import type { Definition } from '../../definition.contract.ts';
import { movePage, moveQuestion, placeOf } from './edit-definition.logic.ts';

/** Pages and questions as one list, so that a question can be drawn over the border of a page. */
export type OutlineRow = { kind: 'page' | 'question'; key: string; id: string };

const pageKey = (id: string) => `page:${id}`;
const questionKey = (id: string) => `question:${id}`;

export const outlineOf = ({ pages }: Definition): OutlineRow[] =>
  pages.flatMap((page) => [{ kind: 'page' as const, key: pageKey(page.id), id: page.id }, ...page.questions.map(({ id }) => ({ kind: 'question' as const, key: questionKey(id), id }))]);

/** A row is dropped where another one was: it takes that place, the others make room. */
export function dropRow(definition: Definition, activeKey: string, overKey: string): Definition {
  const rows = outlineOf(definition);
  const [from, to] = [rows.findIndex(({ key }) => key === activeKey), rows.findIndex(({ key }) => key === overKey)];
  const [active, over] = [rows[from], rows[to]];
  if (!active || !over || from === to) return definition;
  if (active.kind === 'page') return movePage(definition, active.id, pageIndex(definition, over));
  const left = rows.toSpliced(from, 1).toSpliced(to, 0, active);
  const before = left.slice(0, left.indexOf(active));
  const page = Math.max(0, before.filter(({ kind }) => kind === 'page').length - 1);
  const at = before.length - 1 - before.findLastIndex(({ kind }) => kind === 'page');
  return moveQuestion(definition, active.id, { page, at: before.length === 0 ? 0 : at });
}

function pageIndex(definition: Definition, row: OutlineRow): number {
  return row.kind === 'page' ? definition.pages.findIndex(({ id }) => id === row.id) : (placeOf(definition, row.id)?.page ?? 0);
}
