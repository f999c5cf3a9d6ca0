import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { touchpointNamesQuery } from '../../../surveys/web/survey-queries.ts';
import type { Profile, ProfileFault } from '../../imports.contract.ts';
import { fieldOf, type TargetField, targetOf } from '../../targets.logic.ts';
import { changeConstant } from '../draft.logic.ts';
import { TimeZone } from './TimeZone.tsx';
import { useChoiceWords } from './useChoiceWords.ts';
import classes from '../imports.module.css';

interface ConstantsPanelProps {
  profile: Profile;
  faults: readonly ProfileFault[];
  onChange: (profile: Profile) => void;
}

/** What no column says and holds for all rows: the day, the channel, the touchpoint; and where the clocks stood. */
export function ConstantsPanel({ profile, faults, onChange }: ConstantsPanelProps) {
  const { t } = useTranslation('imports');
  const fields = fieldsInNoColumn(profile);
  const hasTimes = profile.columns.some(({ pattern }) => pattern !== undefined && /[Hh]/.test(pattern));
  if (fields.length === 0 && !hasTimes) return null;
  return (
    <section className={classes.panel} id="constants" tabIndex={-1}>
      <h3>{t('constants.title')}</h3>
      <p className={classes.note}>{t('constants.note')}</p>
      {faults.map((fault) => <p key={`${fault.code} ${String(fault.details['field'] ?? '')}`} className={classes.ask} style={{ marginTop: 8 }}><FaultWords fault={fault} profile={profile} /></p>)}
      <div className={classes.fields}>
        {fields.map((field) => <Constant key={field.key} field={field} value={profile.constants[field.key] ?? ''} onChange={(value) => onChange(changeConstant(profile, field.key, value === '' ? null : value))} />)}
        {hasTimes && <TimeZone label={t('constants.zone')} description={t('constants.zoneNote')} value={profile.timeZone} onChange={(timeZone) => onChange({ ...profile, timeZone })} />}
        {hasTimes && (
          <NativeSelect
            label={t('constants.repeated')} description={t('constants.repeatedNote')} value={profile.repeatedHour} data={(['refuse', 'first', 'second'] as const).map((value) => ({ value, label: t(`constants.repeat_${value}`) }))}
            onChange={(event) => { const repeatedHour = (['refuse', 'first', 'second'] as const).find((one) => one === event.currentTarget.value); if (repeatedHour) onChange({ ...profile, repeatedHour }); }}
          />
        )}
      </div>
    </section>
  );
}

/** A fault that belongs to no column, in words. */
export function FaultWords({ fault, profile }: { fault: ProfileFault; profile: Profile }) {
  const { t, i18n } = useTranslation('imports');
  const field = fieldOf(profile.target, String(fault.details['field'] ?? ''));
  const name = field ? (i18n.language === 'de' ? field.labelDe : field.labelEn) : fault.heading;
  return t(`fault.${fault.code.replace('.', '_')}`, { ...fault.details, field: name });
}

/** Fields that are needed, usual or set already, and that no column fills. */
function fieldsInNoColumn({ target, columns, constants }: Profile): TargetField[] {
  const filled = new Set(columns.flatMap(({ use }) => (use.as === 'field' ? [use.field] : [])));
  const scores = columns.flatMap(({ use }) => (use.as === 'score' ? [use] : []));
  const wantsTouchpoint = scores.length > 0 && scores.every(({ touchpoint }) => touchpoint === null);
  const usual = new Set([...(target === 'interactions' || target === 'scores' ? ['channel'] : []), ...(wantsTouchpoint ? ['touchpoint'] : [])]);
  return targetOf(target).fields.filter(({ key, required }) => !filled.has(key) && (required || usual.has(key) || key in constants));
}

function Constant({ field, value, onChange }: { field: TargetField; value: string; onChange: (value: string) => void }) {
  const { t, i18n } = useTranslation('imports');
  const sayChoice = useChoiceWords();
  const names = useQuery({ ...touchpointNamesQuery, enabled: field.key === 'touchpoint' }).data ?? [];
  const isGerman = i18n.language === 'de';
  const words = { label: isGerman ? field.labelDe : field.labelEn, description: isGerman ? field.hintDe : field.hintEn, withAsterisk: field.required };
  if (field.type === 'choice') {
    return <NativeSelect {...words} value={value} data={[{ value: '', label: t('constants.none') }, ...field.choices.map((choice) => ({ value: choice, label: sayChoice(field.key, choice) }))]} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (field.type === 'date' || field.type === 'instant') {
    return (
      <div>
        <TextInput {...words} type="date" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
        {value === '' && <button type="button" className={classes.link} onClick={() => onChange(today())}>{t('constants.today')}</button>}
      </div>
    );
  }
  return (
    <>
      <TextInput {...words} value={value} maxLength={field.maxLength} {...(names.length > 0 ? { list: `constant-${field.key}` } : {})} onChange={(event) => onChange(event.currentTarget.value)} />
      {names.length > 0 && <datalist id={`constant-${field.key}`}>{names.map(({ code, nameDe, nameEn }) => <option key={code} value={isGerman ? nameDe : nameEn}>{code}</option>)}</datalist>}
    </>
  );
}

/** The reader's own day, as the field of a browser writes it. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
}
