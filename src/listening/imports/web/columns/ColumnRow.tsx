import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../../ui/words/Tag.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { InspectedColumn, Profile, ProfileFault } from '../../imports.contract.ts';
import type { ColumnProps } from './column-props.ts';
import { ColumnMore } from './ColumnMore.tsx';
import { DatePattern } from './DatePattern.tsx';
import { DecimalSign } from './DecimalSign.tsx';
import { changeColumn, chooseMeaning, isSignOpen, mappingOf, readingOf } from '../draft.logic.ts';
import { chosenUse } from './meaning.logic.ts';
import { MeaningSelect } from './MeaningSelect.tsx';
import { ScoreDetails } from './ScoreDetails.tsx';
import { SecondUses } from './SecondUses.tsx';
import { TraitDetails } from './TraitDetails.tsx';
import { useColumnSummary } from './useColumnSummary.ts';
import { needsValues, ValueTable } from './ValueTable.tsx';
import classes from '../imports.module.css';

interface ColumnRowProps {
  column: InspectedColumn;
  profile: Profile;
  suggestion: Profile | undefined;
  faults: readonly ProfileFault[];
  onChange: (profile: Profile) => void;
}

/** One column of the file: what stands in it, what it means, and what must be said so that it can be read. */
export function ColumnRow({ column, profile, suggestion, faults, onChange }: ColumnRowProps) {
  const { t } = useTranslation('imports');
  const mapping = mappingOf(profile, column.position) ?? { position: column.position, heading: column.heading, use: { as: 'ignore' }, otherValues: 'keep' };
  const suggested = suggestion && mappingOf(suggestion, column.position);
  const isIgnored = mapping.use.as === 'ignore';
  const isSuggested = !isIgnored && suggested !== undefined && JSON.stringify(suggested.use) === JSON.stringify(mapping.use);
  return (
    <li className={classes.column} id={`column-${column.position}`} tabIndex={-1} data-open={faults.length > 0 || undefined} data-ignored={isIgnored || undefined}>
      <Standing column={column} />
      <div>
        <div className={classes.meaning}>
          <MeaningSelect column={column} profile={profile} onChoose={(meaning) => onChange(chooseMeaning(profile, column, chosenUse(meaning, column, profile)))} />
          {isSuggested && <Tag tone="accent">{t('column.suggested')}</Tag>}
        </div>
        {faults.filter(({ code }) => !isAsked(code, column)).map((fault) => <p key={fault.code} className={classes.ask} style={{ marginTop: 8 }}>{t(`fault.${fault.code.replace('.', '_')}`, fault.details)}</p>)}
        {!isIgnored && <Reading column={column} mapping={mapping} profile={profile} onChange={(change) => onChange(changeColumn(profile, column, change))} />}
        {!isIgnored && <SecondUses column={column} profile={profile} onChange={onChange} />}
      </div>
    </li>
  );
}

/** The question itself stands below already. */
const isAsked = (code: ProfileFault['code'], { patterns }: InspectedColumn): boolean => code === 'decimal.missing' || (code === 'pattern.missing' && patterns.length > 1);

function Standing({ column }: { column: InspectedColumn }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <div>
      <h3 className={classes.columnName}>{column.heading || t('column.noHeading', { n: column.position + 1 })}</h3>
      <ul className={classes.samples} aria-label={t('column.samples')}>{column.samples.slice(0, 4).map((sample) => <li key={sample}>{sample.trim() === '' ? t('column.blank') : sample}</li>)}</ul>
      {column.emptyShare > 0 && <p className={classes.note}>{column.emptyShare === 1 ? t('column.empty') : t('column.emptyShare', { share: format.share(Math.max(0.01, column.emptyShare)) })}</p>}
    </div>
  );
}

/** How the values are read: one line, unless something must be decided or somebody wants to change it. */
function Reading({ column, mapping, profile, onChange }: ColumnProps) {
  const { t } = useTranslation('imports');
  const [isOpen, setOpen] = useState(false);
  const { use } = mapping;
  const reading = readingOf(use, profile.target);
  const summary = useColumnSummary({ column, mapping, profile });
  const props: ColumnProps = { column, mapping, profile, onChange };
  const isDate = reading === 'date' || reading === 'instant';
  const asksDate = isDate && column.patterns.length !== 1;
  return (
    <div className={classes.details}>
      <p className={classes.summaryLine}>
        {summary && <span>{summary}</span>}
        <button type="button" className={classes.link} aria-expanded={isOpen} aria-label={t('column.changeOf', { heading: column.heading })} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'column.less' : 'column.change')}</button>
      </p>
      {(isOpen || asksDate) && isDate && <DatePattern {...props} />}
      {(reading === 'number' || reading === 'score') && isSignOpen(column) && <DecimalSign {...props} />}
      {needsValues(mapping, column, profile.target) && <ValueTable {...props} reading={reading} />}
      {isOpen && (use.as === 'trait' || use.as === 'property' || use.as === 'identifier') && <TraitDetails {...props} use={use} />}
      {isOpen && use.as === 'score' && <ScoreDetails {...props} use={use} />}
      {isOpen && <ColumnMore {...props} reading={reading} />}
    </div>
  );
}
