import { Button, Checkbox, CloseButton, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { comparisons, type Rules, type TraitRule } from '../placements.contract.ts';
import classes from './placements.module.css';

const visitorKinds = ['all', 'signed_in', 'anonymous'] as const;

/** To whom. */
export function VisitorFields({ rules: { visitors, traits, share, isAnonymous }, onChange }: { rules: Rules; onChange: (change: Partial<Rules>) => void }) {
  const { t } = useTranslation('placements');
  const set = (at: number, change: Partial<TraitRule>) => onChange({ traits: traits.map((rule, place) => (place === at ? { ...rule, ...change } : rule)) });
  return (
    <div className={classes.fields}>
      <div className={classes.pair}>
        <NativeSelect label={t('who.visitors')} value={visitors} onChange={(event) => onChange({ visitors: visitorKinds.find((kind) => kind === event.currentTarget.value) ?? 'all' })} data={visitorKinds.map((kind) => ({ value: kind, label: t(`who.${kind}`) }))} />
        <NumberInput label={t('who.share')} min={0} max={100} decimalScale={1} suffix=" %" value={Math.round(share * 1_000) / 10} onChange={(pct) => typeof pct === 'number' && onChange({ share: pct / 100 })} />
      </div>
      <p className={classes.soft}>{t('who.shareNote')}</p>
      {traits.map((rule, at) => (
        <div key={at} className={classes.rule} role="group" aria-label={t('who.rule', { number: at + 1 })}>
          <TextInput label={t('who.trait')} placeholder="plan" maxLength={100} value={rule.trait} onChange={(event) => set(at, { trait: event.currentTarget.value })} />
          <NativeSelect label={t('who.comparison')} value={rule.comparison} onChange={(event) => set(at, { comparison: comparisons.find((one) => one === event.currentTarget.value) ?? 'is' })} data={comparisons.map((one) => ({ value: one, label: t(`comparison.${one}`) }))} />
          <TextInput label={t('who.value')} maxLength={200} disabled={rule.comparison === 'known' || rule.comparison === 'unknown'} value={rule.value} onChange={(event) => set(at, { value: event.currentTarget.value })} />
          <CloseButton size="lg" aria-label={t('who.remove', { number: at + 1 })} onClick={() => onChange({ traits: traits.filter((_, place) => place !== at) })} />
        </div>
      ))}
      {traits.length < 10 && <div><Button variant="subtle" size="xs" onClick={() => onChange({ traits: [...traits, { trait: '', comparison: 'is', value: '' }] })}>{t('who.add')}</Button></div>}
      {traits.length > 0 && <p className={classes.soft}>{t('who.publicNote')}</p>}
      <Checkbox label={t('who.anonymously')} description={t('who.anonymouslyNote')} checked={isAnonymous} onChange={(event) => onChange({ isAnonymous: event.currentTarget.checked })} />
    </div>
  );
}
