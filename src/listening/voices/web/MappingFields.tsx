import { Autocomplete, Button, NativeSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type VoiceMapping, voiceFields } from '../sources/voice-sources.contract.ts';
import { withField } from './source-draft.logic.ts';
import classes from './voices.module.css';

interface Props { mapping: VoiceMapping; places: readonly string[]; isTable?: boolean; patterns?: readonly string[]; isMixed?: boolean; onChange: (mapping: VoiceMapping) => void }
const usualKinds = ['email', 'customerNumber', 'userId', 'order'];

/** What stands where: columns of a table or paths in JSON. */
export function MappingFields({ mapping, places, isTable = false, patterns = [], isMixed = false, onChange }: Props) {
  const { t } = useTranslation('voices');
  const kinds = [...new Set([...usualKinds, ...mapping.identifiers.map(({ kind }) => kind)])];
  return (
    <>
      <div className={classes.pair}>
        {voiceFields.map((field) => (isTable
          ? <Select key={field} label={t(`field.${field}`)} searchable clearable data={[...new Set(places)]} value={mapping.fields[field] ?? null} onChange={(place) => onChange(withField(mapping, field, place))} />
          : <Autocomplete key={field} label={t(`field.${field}`)} data={[...new Set(places)]} maxLength={300} value={mapping.fields[field] ?? ''} onChange={(place) => onChange(withField(mapping, field, place))} />))}
        {patterns.length > 0 && <NativeSelect label={t('map.pattern')} description={t(isMixed ? 'map.patternMixed' : 'map.patternText')} value={mapping.pattern ?? ''} onChange={(event) => onChange({ ...mapping, pattern: event.currentTarget.value === '' ? null : event.currentTarget.value })} data={[{ value: '', label: t('map.noPattern') }, ...patterns.map((value) => ({ value, label: value }))]} />}
      </div>
      <p className={classes.soft}>{t('map.who')}</p>
      {mapping.identifiers.map((identifier, place) => (
        <div key={place} className={classes.pair}>
          <NativeSelect label={t('map.kind')} value={identifier.kind} onChange={(event) => onChange({ ...mapping, identifiers: mapping.identifiers.map((one, index) => (index === place ? { ...one, kind: event.currentTarget.value } : one)) })} data={kinds.map((value) => ({ value, label: t(`knownBy.${value}`, { defaultValue: value }) }))} />
          <Autocomplete label={t('map.at')} data={[...new Set(places)]} value={identifier.at} onChange={(at) => onChange({ ...mapping, identifiers: at === '' ? mapping.identifiers.filter((_, index) => index !== place) : mapping.identifiers.map((one, index) => (index === place ? { ...one, at } : one)) })} />
        </div>
      ))}
      {mapping.identifiers.length < 5 && <div><Button size="xs" variant="default" disabled={places.length === 0} onClick={() => onChange({ ...mapping, identifiers: [...mapping.identifiers, { kind: 'email', at: places[0] ?? '' }] })}>{t('map.addWho')}</Button></div>}
    </>
  );
}
