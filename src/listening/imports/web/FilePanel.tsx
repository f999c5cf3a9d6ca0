import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Import, ImportWarning, Inspection } from '../imports.contract.ts';
import classes from './imports.module.css';

/** How the file was read, in one line, and what is odd about it. */
export function FilePanel({ inspection }: { one: Import; inspection: Inspection }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { rows, warnings } = inspection;
  const how = inspection.format;
  const parts = [
    t(rows.exact ? 'read.rows' : 'read.rowsAbout', { count: rows.n, formatted: format.integer(rows.n) }),
    ...(how.kind === 'csv' ? [t('read.csv', { delimiter: t(`read.delimiter_${delimiterNames[how.delimiter]}`), encoding: encodingNames[how.encoding] })] : [t('read.xlsx', { sheet: how.sheet ?? inspection.sheets[0]?.name ?? '' })]),
    t('read.headings', { count: how.headerRows }),
  ];
  return (
    <div className={classes.readAs}>
      <p className={classes.note}>{parts.join(' · ')}</p>
      {warnings.length > 0 && <ul className={classes.warnings}>{warnings.map((warning) => <li key={warning.code}><WarningWords warning={warning} /></li>)}</ul>}
    </div>
  );
}

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
const encodingNames = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' } as const;

function WarningWords({ warning: { code, details } }: { warning: ImportWarning }) {
  const { t } = useTranslation('imports');
  return t(`warning.${code.replace('.', '_')}`, details);
}
