import { useTranslation } from 'react-i18next';
import { MoodLine } from '../../../ui/charts/MoodLine.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useNames } from '../../timeline/web/names.ts';
import type { CustomerPage } from '../customers.contract.ts';
import { readMoodTrend } from './mood-trend.logic.ts';
import { Panel } from './Panel.tsx';
import classes from './customers.module.css';

const FEW = 4;

/** How it felt over time, and the last scores that the customer gave. */
export function FeelingPanel({ customer: { mood, lastScores } }: { customer: CustomerPage }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useNames();
  const trend = readMoodTrend(mood);
  const n = mood.reduce((sum, month) => sum + month.n, 0);
  const points = [...mood].sort((a, b) => a.month.localeCompare(b.month)).map((month) => ({ at: `${month.month}-15T12:00:00`, value: month.mood, n: month.n }));
  return (
    <Panel title={t('feeling.title')}>
      {n === 0 && <p className={classes.soft}>{t('feeling.none')}</p>}
      {n > 0 && <p className={classes.soft}>{t(trend ? `feeling.${trend.trend}` : 'feeling.tooFew', { count: n, formatted: format.integer(n) })}</p>}
      {points.length > 1 && <MoodLine title={t('feeling.title')} points={points} heightPx={150} />}
      {lastScores.length > 0 && (
        <>
          <h3 className={classes.groupTitle}>{t('scores.title')}</h3>
          <ul className={classes.plainList}>
            {lastScores.slice(0, FEW).map((score) => (
              <li key={`${score.at} ${score.role}`} className={classes.scoreLine}>
                <span>
                  {t(`scores.role.${score.role}`, { defaultValue: score.role })}
                  <span className={classes.soft}> · {[score.touchpoint && names.touchpoint(score.touchpoint), format.date(score.at)].filter(Boolean).join(' · ')}</span>
                </span>
                <strong>{t(score.role === 'csat' ? 'scores.of5' : 'scores.of10', { value: format.decimal(score.value, Number.isInteger(score.value) ? 0 : 1) })}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
