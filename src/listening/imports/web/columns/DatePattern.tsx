import { useId, useState } from 'react';
import { Radio, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { ColumnProps } from './column-props.ts';
import { sayRead } from './date-words.logic.ts';
import classes from '../imports.module.css';

const special = ['excel', 'unix', 'unix_ms'];

/** How the dates of a column are written. One way that fits is shown, several are asked for: 9.3.10 is March or September. */
export function DatePattern({ column, mapping, onChange }: ColumnProps) {
  const { t } = useTranslation('imports');
  const name = useId();
  const fits = column.patterns;
  const isOwn = mapping.pattern !== undefined && !fits.some(({ pattern }) => pattern === mapping.pattern);
  const [isWriting, setWriting] = useState(isOwn || fits.length === 0);
  return (
    <div role="group" aria-label={t('date.question', { heading: column.heading })}>
      {fits.length > 1 && <p className={mapping.pattern === undefined ? classes.ask : classes.summaryLine} style={{ marginBottom: 8 }}>{t('date.ask', { text: fits[0]?.examples[0]?.text ?? '' })}</p>}
      <Radio.Group name={name} aria-label={t('date.question', { heading: column.heading })} value={isWriting ? 'own' : (mapping.pattern ?? null)} onChange={(value) => { setWriting(value === 'own'); if (value !== 'own') onChange({ pattern: value }); }}>
        <div className={classes.stack} style={{ gap: 8 }}>
          {fits.map(({ pattern, examples }) => (
            <Radio
              key={pattern} value={pattern} label={<><Reading text={examples[0]?.text ?? ''} read={examples[0]?.read ?? ''} /></>}
              description={<>{examples.slice(1, 3).map(({ text, read }) => <span key={text} className={classes.patternMore}><Reading text={text} read={read} /></span>)}<code>{pattern}</code></>}
            />
          ))}
          {fits.length > 0 && <Radio value="own" label={t('date.other')} />}
        </div>
      </Radio.Group>
      {isWriting && (
        <TextInput
          mt={8} label={t('date.own')} description={t('date.ownNote')} placeholder="d.M.yyyy H:mm" defaultValue={mapping.pattern ?? ''} list={`${name}list`}
          onBlur={(event) => { if (event.currentTarget.value.trim() !== '') onChange({ pattern: event.currentTarget.value.trim() }); }}
          onKeyDown={(event) => { if (event.key === 'Enter' && event.currentTarget.value.trim() !== '') onChange({ pattern: event.currentTarget.value.trim() }); }}
        />
      )}
      {isWriting && <datalist id={`${name}list`}>{special.map((value) => <option key={value} value={value}>{value}</option>)}</datalist>}
    </div>
  );
}

function Reading({ text, read }: { text: string; read: string }) {
  const format = useFormat();
  return <span><span className={classes.mono}>{text}</span> → {sayRead(read, format)}</span>;
}
