import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { OutreachState } from '../outreach.contract.ts';

const tones = { draft: 'neutral', preparing: 'accent', running: 'accent', paused: 'neutral', live: 'accent', stopped: 'neutral', finished: 'at' } as const;

export function StateTag({ state }: { state: OutreachState }) {
  const { t } = useTranslation('outreach');
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}
