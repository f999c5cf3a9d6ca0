import type { Playbook, PlaybookInput, PlaybookStep } from '../playbooks.contract.ts';

export type Draft = Omit<PlaybookInput, 'touchpoint' | 'category' | 'department'> & { touchpoint: string; category: string; department: string };

export const emptyDraft: Draft = { kind: 'playbook', titleDe: '', titleEn: '', touchpoint: '', category: '', department: '', needsAcknowledgement: false, changeNote: '', content: { introDe: '', introEn: '', steps: [], goodwillDe: '', goodwillEn: '' } };

/** The draft to go on with: what was changed last, else what holds now. */
export function draftOf(playbook: Playbook): Draft {
  return {
    kind: playbook.kind, titleDe: playbook.titleDe, titleEn: playbook.titleEn, touchpoint: playbook.touchpoint ?? '', category: playbook.category ?? '', department: playbook.department ?? '', needsAcknowledgement: playbook.needsAcknowledgement,
    changeNote: playbook.draft?.changeNote ?? '', content: playbook.draft?.content ?? playbook.current?.content ?? emptyDraft.content,
  };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
export const inputOf = (draft: Draft): PlaybookInput => ({ ...draft, touchpoint: orNull(draft.touchpoint), category: orNull(draft.category), department: orNull(draft.department) });

/** Ids stay with their step when others move, so that ticks stay where they belong. */
export function withNewStep(steps: readonly PlaybookStep[]): PlaybookStep[] {
  const taken = new Set(steps.map(({ id }) => id));
  let number = steps.length + 1;
  while (taken.has(`s${number}`)) number += 1;
  return [...steps, { id: `s${number}`, titleDe: '', titleEn: '', sayDe: '', sayEn: '', isCheck: true }];
}

export function moved(steps: readonly PlaybookStep[], at: number, by: -1 | 1): PlaybookStep[] {
  const to = at + by;
  const step = steps[at];
  if (!step || to < 0 || to >= steps.length) return [...steps];
  return steps.toSpliced(at, 1).toSpliced(to, 0, step);
}

export const isComplete = ({ titleDe, titleEn, content }: Draft): boolean => titleDe.trim() !== '' && titleEn.trim() !== '' && content.steps.every((step) => step.titleDe.trim() !== '' && step.titleEn.trim() !== '');
