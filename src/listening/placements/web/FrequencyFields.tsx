import { NativeSelect, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rules } from '../placements.contract.ts';
import { frequencyOf } from './placement-draft.logic.ts';
import classes from './placements.module.css';

const kinds = ['once', 'until_answered', 'every'] as const;
const USUAL_DAYS = 30;

/** How often the same visitor is asked. */
export function FrequencyFields({ rules: { frequency, quietDays }, onChange }: { rules: Rules; onChange: (change: Partial<Rules>) => void }) {
  const { t } = useTranslation('placements');
  const days = frequency.kind === 'once' ? USUAL_DAYS : frequency.days;
  return (
    <div className={classes.pair}>
      <NativeSelect label={t('often.label')} value={frequency.kind} onChange={(event) => onChange({ frequency: frequencyOf(kinds.find((kind) => kind === event.currentTarget.value) ?? 'once', days) })} data={kinds.map((kind) => ({ value: kind, label: t(`often.${kind}`) }))} />
      {frequency.kind !== 'once' && <NumberInput label={t('often.days')} min={1} max={730} value={days} onChange={(next) => typeof next === 'number' && onChange({ frequency: frequencyOf(frequency.kind, next) })} />}
      <NumberInput label={t('often.quiet')} min={0} max={365} value={quietDays} onChange={(next) => typeof next === 'number' && onChange({ quietDays: next })} />
    </div>
  );
}
