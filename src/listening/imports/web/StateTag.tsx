import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Import, ImportState } from '../imports.contract.ts';
import { isBusy } from './import-queries.ts';

const tones: Partial<Record<ImportState, 'accent' | 'below' | 'above'>> = { running: 'accent', checking: 'accent', undoing: 'accent', failed: 'below', cancelled: 'below', done: 'above' };

export function StateTag({ one: { state, share } }: { one: Pick<Import, 'state' | 'share'> }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return <Tag tone={tones[state] ?? 'neutral'}>{t(`state.${state}`)}{isBusy(state) ? ` · ${format.share(share)}` : ''}</Tag>;
}
