import { useTranslation } from 'react-i18next';
import type { MethodWords } from '../../../ui/result/MethodNote.tsx';
import type { MethodId } from '../methods.logic.ts';

/** Names of methods and the paragraphs about them, in the order asked, for `ResultFrame`. */
export function useMethods(ids: readonly MethodId[]): MethodWords[] {
  const { t } = useTranslation('methods');
  return ids.map((id) => ({ name: t(`${id}.name`), explanation: t(`${id}.explanation`) }));
}
