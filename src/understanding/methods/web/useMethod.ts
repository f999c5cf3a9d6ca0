import { useTranslation } from 'react-i18next';
import type { MethodWords } from '../../../ui/result/MethodNote.tsx';
import type { MethodId } from '../methods.logic.ts';

/** Name of a method and the paragraph about it, for `ResultFrame`. */
export function useMethod(id: MethodId): MethodWords {
  return useMethods([id])[0] ?? { name: id, explanation: '' };
}

/** Several at once, in the order asked. */
export function useMethods(ids: readonly MethodId[]): MethodWords[] {
  const { t } = useTranslation('methods');
  return ids.map((id) => ({ name: t(`${id}.name`), explanation: t(`${id}.explanation`) }));
}
