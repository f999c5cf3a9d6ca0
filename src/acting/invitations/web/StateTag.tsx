import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { DistributionState } from '../invitations.contract.ts';

const tones = { draft: 'neutral', scheduled: 'neutral', running: 'accent', paused: 'neutral', stopped: 'neutral', finished: 'at' } as const;

export function StateTag({ state }: { state: DistributionState }) {
  const { t } = useTranslation('invitations');
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>;
}
