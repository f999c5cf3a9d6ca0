import { useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { Dumbbell, DumbbellAxis } from '../../../ui/charts/Dumbbell.tsx';
import type { Standing } from '../../../ui/charts/ink.ts';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { Hint } from '../../../ui/words/Hint.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Bucket, PartResult, QuestionResult, Results, Score } from '../results.contract.ts';
import { ScaleColumns } from './ScaleColumns.tsx';
import { useSay, useScoreText } from './useSay.ts';
import classes from './results.module.css';

interface QuestionCardProps {
  question: QuestionResult;
  results: Results;
  /** null for readers who may not see single answers. */
  onWords: ((question: string) => void) | null;
}

/** One question: how it was answered, what figure that makes, how sure it is. */
export function QuestionCard({ question, results, onWords }: QuestionCardProps) {
  const { t, i18n } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const { kind, title, n, isInNewest, notCompared, fromVersion, voices } = question;
  const broken = notCompared[0];
  return (
    <article className={classes.card} aria-label={say(title)}>
      <header className={classes.cardHead}>
        <h3 className={classes.cardTitle}>{say(title) || question.question}</h3>
        <p className={classes.soft}>{t(`kind.${kind}`)}{question.parts.length > 0 && <> · {t('questions.answered', { count: n, formatted: format.integer(n) })}</>}{!isInNewest && <> · {t('questions.gone')}</>}</p>
      </header>
      {broken && <p className={classes.note} role="note">{t('questions.notCompared', { version: fromVersion, reason: i18n.language === 'de' ? broken.reasonDe : broken.reasonEn })}</p>}
      <Body question={question} results={results} />
      {voices && onWords && <button type="button" className={classes.link} onClick={() => onWords(question.question)}>{t('questions.toWords')}</button>}
    </article>
  );
}

function Body({ question, results }: { question: QuestionResult; results: Results }) {
  const { t } = useTranslation('results');
  const { kind, parts } = question;
  const first = parts[0];
  if (!first) return <p className={classes.soft}>{t(kind === 'contact' || kind === 'file' ? 'questions.inExport' : 'questions.nothing')}</p>;
  switch (kind) {
    case 'pairs': return first.kano ? <KanoLines parts={parts} results={results} /> : <PairLines parts={parts} results={results} />;
    case 'matrix': case 'importance': case 'ranking': return <RowLines parts={parts} results={results} isRank={kind === 'ranking'} />;
    case 'choice': case 'dropdown': case 'choices': case 'pictures': return <OptionBars part={first} title={question.title} results={results} />;
    case 'text': return null;
    default: return <PointFigure part={first} question={question} results={results} />;
  }
}

function ScoreValue({ score, minimum }: { score: Score; minimum: number }) {
  const { t } = useTranslation('results');
  const text = useScoreText();
  return <ValueWithInterval label={t(`score.${score.kind}`)} value={score.value} low={score.low} high={score.high} n={score.n} minimumN={score.value === null ? minimum : 0} format={(value) => text(score, value)} />;
}

function PointFigure({ part, question, results }: { part: PartResult; question: QuestionResult; results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const isBinned = question.kind === 'number' || question.kind === 'slider';
  const nameOf = (bucket: Bucket) => {
    if (question.kind === 'consent') return t(bucket.key === '1' ? 'yes' : 'no');
    if (isBinned) return bucket.low === null || bucket.high === null ? bucket.key : `${format.decimal(bucket.low, 0)}–${format.decimal(bucket.high, 0)}`;
    return bucket.key;
  };
  const standings: Partial<Record<QuestionResult['kind'], (bucket: Bucket) => Standing>> = { nps: ({ key }) => (Number(key) >= 9 ? 'above' : Number(key) >= 7 ? 'at' : 'below') };
  const standingOf = standings[question.kind];
  const ends = question.kind === 'consent' ? [] : [part.buckets[0], part.buckets.at(-1)];
  return (
    <div className={classes.split}>
      <div className={classes.scores}>{part.scores.map((score) => <ScoreValue key={score.kind} score={score} minimum={results.protection.minimum} />)}</div>
      {part.n > 0 && part.buckets.length > 0 && <ScaleColumns title={say(question.title)} buckets={part.buckets} nameOf={nameOf} {...(standingOf ? { standingOf } : {})} lowLabel={say(ends[0]?.label ?? null)} highLabel={say(ends[1]?.label ?? null)} />}
    </div>
  );
}

function OptionBars({ part, title, results }: { part: PartResult; title: Record<string, string>; results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  if (part.n === 0) return <p className={classes.soft}>{t('questions.nothing')}</p>;
  const bars = part.buckets.map(({ key, label, n, share, shareLow, shareHigh }) => ({ id: key, label: say(label) || key, value: share ?? 0, low: shareLow, high: shareHigh, n }));
  return <Bars title={say(title)} bars={bars} format={(share) => format.share(share)} valueLabel={t('table.share')} max={1} />;
}

/** Rows on one scale: mean with its interval, and who could not say. */
function RowLines({ parts, results, isRank }: { parts: readonly PartResult[]; results: Results; isRank: boolean }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const sorted = isRank ? parts.toSorted((a, b) => (a.scores[0]?.value ?? 99) - (b.scores[0]?.value ?? 99)) : parts;
  return (
    <div className={classes.scroll}>
      <table className={classes.lines}>
        <thead><tr><th scope="col">{t('table.row')}</th><th scope="col">{t(isRank ? 'score.mean_rank' : 'score.mean')}</th><th scope="col">{t('table.interval')}</th><th scope="col">{t('table.n')}</th>{!isRank && <th scope="col">{t('table.cannotSay')}</th>}</tr></thead>
        <tbody>
          {sorted.map(({ part, label, scores: [score], cannotSay }) => (
            <tr key={part}>
              <th scope="row">{say(label) || part}</th>
              <td>{score?.value == null ? <span className={classes.soft}>{t('tooFew', { n: format.integer(score?.n ?? 0), minimum: results.protection.minimum })}</span> : <strong>{format.decimal(score.value)}</strong>}</td>
              <td>{score?.low == null || score.high === null ? '–' : `${format.decimal(score.low)} – ${format.decimal(score.high)}`}</td>
              <td>{format.integer(score?.n ?? 0)}</td>
              {!isRank && <td>{format.integer(cannotSay)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** As wide as a phone has room for beside both columns: drawn larger it would be shrunk, with its numbers. */
const PAIR_PX = 132;

/** Expected ○──● lived, per item. The whisker is that of the gap, moved to where it was expected. */
function PairLines({ parts, results }: { parts: readonly PartResult[]; results: Results }) {
  const { t } = useTranslation('results');
  const say = useSay(results);
  const text = useScoreText();
  const scale = { min: parts[0]?.scores[1]?.scaleLow ?? 0, max: parts[0]?.scores[1]?.scaleHigh ?? 10 };
  return (
    <div className={classes.scroll}>
      <table className={classes.lines}>
        <thead><tr><th scope="col">{t('table.item')}</th><th scope="col">{t('table.pair')}<DumbbellAxis scale={scale} widthPx={PAIR_PX} /></th><th scope="col">{t('score.gap')}</th></tr></thead>
        <tbody>
          {parts.map(({ part, label, scores: [expected, lived, gap] }) => (
            <tr key={part}>
              <th scope="row">{say(label) || part}</th>
              <td><Dumbbell label={say(label) || part} expectedLabel={t('pair.expected')} livedLabel={t('pair.lived')} expected={expected?.value ?? null} lived={lived?.value ?? null} low={expected?.value == null || gap?.low == null ? null : expected.value + gap.low} high={expected?.value == null || gap?.high == null ? null : expected.value + gap.high} n={lived?.n ?? 0} minimumN={lived?.value == null ? results.protection.minimum : 0} scale={scale} widthPx={PAIR_PX} /></td>
              <td>{gap?.value == null ? '–' : <><strong>{text(gap, gap.value)}</strong> <span className={classes.soft}>({text(gap, gap.low)} … {text(gap, gap.high)})</span></>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KanoLines({ parts, results }: { parts: readonly PartResult[]; results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  return (
    <ul className={classes.kano}>
      {parts.map(({ part, label, kano }) => {
        const counts = Object.entries(kano?.counts ?? {}).filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a);
        const all = counts.reduce((sum, [, n]) => sum + n, 0);
        return (
          <li key={part}>
            <span>{say(label) || part}: {kano?.class == null ? t('questions.nothing') : <Hint text={t(`kanoHint.${kano.class}`)}><strong>{t(`kano.${kano.class}`)}</strong></Hint>}</span>
            {all > 0 && <span className={classes.soft}>{counts.map(([name, n]) => `${t(`kano.${name}`)} ${format.share(n / all)}`).join(' · ')}</span>}
          </li>
        );
      })}
    </ul>
  );
}
