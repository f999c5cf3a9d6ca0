import { useState } from 'react';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { delimiters, encodings, type ImportWarning, type Inspection } from '../imports.contract.ts';
import type { ReadAs } from './import-queries.ts';
import classes from './imports.module.css';

interface FilePanelProps {
  inspection: Inspection;
  readAs: ReadAs;
  onReadAs: (change: Partial<ReadAs>) => void;
}

/** How the file was read, in one line, what is odd about it, and a way to say otherwise. */
export function FilePanel({ inspection, readAs, onReadAs }: FilePanelProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [isOpen, setOpen] = useState(Object.values(readAs).some((value) => value !== ''));
  const { rows, warnings, format: how } = inspection;
  const parts = [
    t(rows.exact ? 'read.rows' : 'read.rowsAbout', { count: rows.n, formatted: format.integer(rows.n) }),
    ...(how.kind === 'csv' ? [t('read.csv', { delimiter: t(`read.delimiter_${delimiterNames[how.delimiter]}`), encoding: encodingNames[how.encoding] })] : [t('read.xlsx', { sheet: how.sheet ?? inspection.sheets[0]?.name ?? '' })]),
    t('read.headings', { count: how.headerRows }),
  ];
  return (
    <div className={classes.readAs}>
      <p className={classes.note}>{parts.join(' · ')} <button type="button" className={classes.link} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'read.keep' : 'read.change')}</button></p>
      {isOpen && (
        <div className={classes.panel} style={{ marginTop: 10 }}>
          <p className={classes.note}>{t('read.changeNote')}</p>
          <div className={classes.fields}>
            {how.kind === 'csv' && <NativeSelect label={t('read.delimiter')} value={how.delimiter} data={delimiters.map((value) => ({ value, label: t(`read.delimiter_${delimiterNames[value]}`) }))} onChange={(event) => onReadAs({ delimiter: event.currentTarget.value })} />}
            {how.kind === 'csv' && <NativeSelect label={t('read.encoding')} value={how.encoding} data={encodings.map((value) => ({ value, label: value === 'utf-16be' ? 'UTF-16 (BE)' : encodingNames[value] }))} onChange={(event) => onReadAs({ encoding: event.currentTarget.value })} />}
            {how.kind === 'xlsx' && <NativeSelect label={t('read.sheet')} value={how.sheet ?? ''} data={inspection.sheets.map(({ name }) => name)} onChange={(event) => onReadAs({ sheet: event.currentTarget.value })} />}
            <NativeSelect label={t('read.headerRows')} value={String(how.headerRows)} data={['0', '1', '2', '3']} onChange={(event) => onReadAs({ headerRows: event.currentTarget.value })} />
          </div>
        </div>
      )}
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
