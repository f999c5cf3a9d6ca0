import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rules, Trigger } from '../placements.contract.ts';
import { triggerOf } from './placement-draft.logic.ts';
import classes from './placements.module.css';

const kinds = ['page', 'time', 'scroll', 'event', 'exit', 'call'] as const satisfies readonly Trigger['on'][];

/** The moment at which the survey comes. */
export function TriggerFields({ rules: { trigger, delaySeconds }, onChange }: { rules: Rules; onChange: (change: Partial<Rules>) => void }) {
  const { t } = useTranslation('placements');
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <NativeSelect label={t('trigger.label')} value={trigger.on} onChange={(event) => onChange({ trigger: triggerOf(kinds.find((kind) => kind === event.currentTarget.value) ?? 'page') })} data={kinds.map((kind) => ({ value: kind, label: t(`trigger.${kind}`) }))} />
        {trigger.on === 'event' && <TextInput label={t('trigger.name')} placeholder="Order placed" required maxLength={200} value={trigger.event} onChange={(event) => onChange({ trigger: { on: 'event', event: event.currentTarget.value } })} />}
        {trigger.on === 'scroll' && <NumberInput label={t('trigger.pct')} min={1} max={100} suffix=" %" value={trigger.pct} onChange={(pct) => typeof pct === 'number' && onChange({ trigger: { on: 'scroll', pct } })} />}
        {trigger.on === 'time' && <NumberInput label={t('trigger.seconds')} min={1} max={3_600} value={trigger.seconds} onChange={(seconds) => typeof seconds === 'number' && onChange({ trigger: { on: 'time', seconds } })} />}
        {trigger.on !== 'time' && trigger.on !== 'call' && <NumberInput label={t('trigger.delay')} min={0} max={600} value={delaySeconds} onChange={(seconds) => typeof seconds === 'number' && onChange({ delaySeconds: seconds })} />}
      </div>
      <p className={classes.soft}>{t(`triggerNote.${trigger.on}`)}</p>
    </div>
  );
}
