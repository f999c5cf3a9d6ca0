import type { Case, CaseChange, Person } from '../cases.contract.ts';

/** How the case will look, as far as the page can know before the server has answered. */
export function caseChangePreview(change: CaseChange, { people, me }: { people: readonly Person[]; me: string }): Partial<Case> {
  const { assignee, customerId: _unknown, ...same } = change;
  const known = Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
  if (assignee === undefined) return known;
  const id = assignee === 'me' ? me : assignee;
  return { ...known, assignee: id === null ? null : (people.find((person) => person.id === id) ?? null) };
}

/** The change that takes a change back; null where there is none, e.g. for a case that was new or closed. */
export function reverseChange(before: Case, change: CaseChange): CaseChange | null {
  const way: CaseChange = {};
  if (change.status !== undefined) {
    // "new" says that nobody has looked at it yet, which cannot be made true again: open comes nearest.
    if (before.status === 'closed') return null;
    way.status = before.status === 'new' ? 'open' : before.status;
  }
  if (change.assignee !== undefined) way.assignee = before.assignee?.id ?? null;
  if (change.priority !== undefined) way.priority = before.priority;
  if (change.category !== undefined) way.category = before.category;
  if (change.touchpoint !== undefined) way.touchpoint = before.touchpoint;
  if (change.department !== undefined) way.department = before.department;
  if (change.subjectLine !== undefined) way.subjectLine = before.subjectLine;
  return Object.keys(way).length === 0 ? null : way;
}
