import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FramedCharts } from '../charts/framed.ts';
import { AppLink } from '../page/AppLink.tsx';
import { useFormat } from '../words/useFormat.ts';
import { CopySentence } from './CopySentence.tsx';
import { DownloadMenu } from './DownloadMenu.tsx';
import { type MethodWords, MethodNote } from './MethodNote.tsx';
import { ResultRows } from './ResultRows.tsx';
import type { ResultTable } from './result-table.logic.ts';
import classes from './result.module.css';

export interface ResultFrameProps {
  title: string;
  /** What came out, in one sentence with its figures: plain text, because it is also copied. */
  sentence: string;
  /** How many answers (or customers) it rests on. */
  n: number;
  /** What n counts, e.g. "customers"; default: answers. */
  nUnit?: string;
  /** The interval in words, e.g. "95% interval 5.9 to 6.3"; left out where the picture shows one per row. */
  interval?: string | undefined;
  /** It only says where in the picture intervals are drawn: of no use to who reads the sentence alone. */
  isIntervalDrawn?: boolean;
  /** How it was computed; name and paragraph. Several where several were. */
  method: MethodWords | readonly MethodWords[];
  /** What the CSV holds and the page shows as a table. No rows: nothing can be taken out. */
  table: ResultTable;
  /** The picture: one of `ui/charts`, or anything with SVG in it. null where there is none (withheld, refused). */
  chart: ReactNode;
  /** To the answers and customers behind it, with the same filters. */
  links?: readonly { label: string; to: string }[];
  /** A caveat that must not be missed. */
  note?: ReactNode;
  /** Choices that belong to this result alone. */
  actions?: ReactNode;
  /** Below it: voices, next steps. */
  children?: ReactNode;
}

/** Every result of Momente looks like this: what came out, the picture, what it rests on, how it was computed, and the ways on. */
export function ResultFrame({ title, sentence, n, nUnit, interval, isIntervalDrawn = false, method, table, chart, links = [], note, actions, children }: ResultFrameProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const id = useId();
  const picture = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const methods: readonly MethodWords[] = 'name' in method ? [method] : method;
  const rests = [nUnit === undefined ? t('result.answers', { count: n, formatted: format.integer(n) }) : `n = ${format.integer(n)} ${nUnit}`, interval].filter((part) => part !== undefined);
  const methodWords = t('result.methods', { count: methods.length, names: format.list(methods.map(({ name }) => name)) });
  const evidence = [...rests, methodWords].join('; ');
  const besideSentence = isIntervalDrawn ? [rests[0], methodWords].join('; ') : evidence;
  const hasRows = table.rows.length > 0;
  const isTableShown = hasRows && (isTable || chart === null);
  return (
    <section className={classes.frame} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>{title}</h2>
        {actions && <div className="m-no-print">{actions}</div>}
      </div>
      <p className={classes.sentence}>{sentence} <CopySentence text={`${sentence} (${besideSentence})`} title={title} /></p>
      {note && <div className={classes.note}>{note}</div>}
      {/* The picture stays where it is, so that it can be taken out while the table is read. */}
      {chart !== null && <div ref={picture} className={isTableShown ? classes.away : undefined} inert={isTableShown}><FramedCharts value={true}>{chart}</FramedCharts></div>}
      {isTableShown && <ResultRows title={title} table={table} />}
      <div className={classes.foot}>
        <p className={classes.rests}>
          {rests.map((part) => <span key={part}>{part}</span>)}
          <MethodNote methods={methods} />
        </p>
        <div className={`${classes.ways} m-no-print`}>
          {links.map(({ label, to }) => <AppLink key={to + label} to={to}>{label}</AppLink>)}
          {hasRows && chart !== null && (
            <button type="button" className={classes.quiet} aria-label={`${t(isTable ? 'chart.showPicture' : 'chart.showTable')}: ${title}`} onClick={() => setTable(!isTable)}>
              {t(isTable ? 'chart.showPicture' : 'chart.showTable')}
            </button>
          )}
          {hasRows && <DownloadMenu title={title} table={table} picture={picture} evidence={evidence} />}
        </div>
      </div>
      {children}
    </section>
  );
}
