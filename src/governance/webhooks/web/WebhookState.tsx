import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { Webhook } from '../webhooks.contract.ts';

export function WebhookState({ webhook: { switchedOffBecause, failingSince } }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  if (switchedOffBecause !== null) return <Tag tone={switchedOffBecause === 'by_hand' ? 'neutral' : 'below'}>{t('state.off')}</Tag>;
  return failingSince === null ? null : <Tag tone="below">{t('state.failing')}</Tag>;
}
