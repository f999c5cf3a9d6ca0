import type { Question } from '../../definition.contract.ts';
import { useEdit, useTongue } from '../editor/edit-context.ts';
import { withoutEmpty } from '../editing/edit-definition.logic.ts';

/** Changes fields of one question; a field that is set to undefined is left out. */
export function useSet<Q extends Question>(question: Q): (change: { [Field in keyof Q]?: Q[Field] | undefined }, field?: string) => void {
  const edit = useEdit();
  const { language } = useTongue();
  // The question may have changed since it was drawn, never its kind without being drawn anew.
  return (change, field) => edit.question(question.id, (before) => withoutEmpty({ ...before, ...change }) as Question, field && `${field} ${language}`);
}
