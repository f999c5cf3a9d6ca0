import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { ColumnMapping, InspectedColumn, Profile, ProfileFault } from '../imports.contract.ts';
import { fieldOf } from '../targets.logic.ts';
import type { ColumnProps } from './column-props.ts';
import { ColumnMore } from './ColumnMore.tsx';
import { DatePattern } from './DatePattern.tsx';
import { DecimalSign } from './DecimalSign.tsx';
import { changeColumn, chooseMeaning, isSignOpen, mappingOf, readingOf } from './draft.logic.ts';
import { chosenUse } from './meaning.logic.ts';
import { MeaningSelect } from './MeaningSelect.tsx';
import { ScoreDetails } from './ScoreDetails.tsx';
import { TraitDetails } from './TraitDetails.tsx';
import { needsValues, ValueTable } from './ValueTable.tsx';
import classes from './imports.module.css';

interface ColumnRowProps {
  column: InspectedColumn;
  profile: Profile;
  suggestion: Profile | undefined;
  faults: readonly ProfileFault[];
  onChange: (profile: Profile) => void;
}

/** One column of the file: what stands in it, what it means, and what must be said so that it can be read. */
export function ColumnRow({ column, profile, suggestion, faults, onChange }: ColumnRowProps) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const [isMore, setMore] = useState(false);
  const mapping = mappingOf(profile, column.position) ?? { position: column.position, heading: column.heading, use: { as: 'ignore' }, otherValues: 'keep' };
  const reading = readingOf(mapping.use, profile.target);
  const suggested = suggestion && mappingOf(suggestion, column.position);
  const isSuggested = mapping.use.as !== 'ignore' && suggested !== undefined && JSON.stringify(suggested.use) === JSON.stringify(mapping.use);
  const change = (patch: Partial<ColumnMapping>) => onChange(changeColumn(profile, column, patch));
  const props: ColumnProps = { column, mapping, profile, onChange: change };
  const field = mapping.use.as === 'field' ? fieldOf(profile.target, mapping.use.field) : undefined;
  const hint = field && (i18n.language === 'de' ? field.hintDe : field.hintEn);
  return (
    <li className={classes.column} id={`column-${column.position}`} tabIndex={-1} data-open={faults.length > 0 || undefined} data-ignored={mapping.use.as === 'ignore' || undefined}>
      <div>
        <h3 className={classes.columnName}>{column.heading || t('column.noHeading', { n: column.position + 1 })}</h3>
        <ul className={classes.samples} aria-label={t('column.samples')}>{column.samples.slice(0, 4).map((sample) => <li key={sample}>{sample.trim() === '' ? t('column.blank') : sample}</li>)}</ul>
        {column.emptyShare > 0 && <p className={classes.note}>{column.emptyShare === 1 ? t('column.empty') : t('column.emptyShare', { share: format.share(Math.max(0.01, column.emptyShare)) })}</p>}
      </div>
      <div>
        <div className={classes.meaning}>
          <MeaningSelect column={column} profile={profile} onChoose={(meaning) => onChange(chooseMeaning(profile, column, chosenUse(meaning, column, profile)))} />
          {isSuggested && <Tag tone="accent">{t('column.suggested')}</Tag>}
        </div>
        {faults.map((fault) => <p key={fault.code} className={classes.ask} style={{ marginTop: 8 }}>{t(`fault.${fault.code.replace('.', '_')}`, fault.details)}</p>)}
        {mapping.use.as !== 'ignore' && (
          <div className={classes.details}>
            {hint && <p className={classes.summaryLine}>{hint}</p>}
            {(mapping.use.as === 'trait' || mapping.use.as === 'property' || mapping.use.as === 'identifier') && <TraitDetails {...props} use={mapping.use} />}
            {mapping.use.as === 'score' && <ScoreDetails {...props} use={mapping.use} />}
            {(reading === 'date' || reading === 'instant') && <DatePattern {...props} />}
            {(reading === 'number' || reading === 'score') && isSignOpen(column) && <DecimalSign {...props} />}
            {needsValues(mapping, column, profile.target) && <ValueTable {...props} reading={reading} />}
            {isMore ? <ColumnMore {...props} reading={reading} /> : <button type="button" className={classes.link} onClick={() => setMore(true)}>{t('column.more')}</button>}
          </div>
        )}
      </div>
    </li>
  );
}
