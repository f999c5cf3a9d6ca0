import { Trans, useTranslation } from 'react-i18next';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Results } from '../results.contract.ts';
import { mainScore, minutesOf } from './results-filters.logic.ts';
import { useScoreText, useSay } from './useSay.ts';
import classes from './results.module.css';

/** The answer in a sentence, and how many took part. */
export function Figures({ results }: { results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const { finished, unfinished, responseRate, completionRate, invited, medianSeconds, protection } = results;
  const duration = medianSeconds === null ? null : minutesOf(medianSeconds);
  return (
    <section aria-label={t('figures.label')} className={classes.top}>
      <p className={classes.sentence}><Sentence results={results} /></p>
      <div className={classes.figures}>
        <ValueWithInterval label={t('figures.finished')} value={finished} n={finished} format={format.integer} nText={unfinished === null ? t('figures.finishedNote') : t('figures.unfinished', { count: unfinished, formatted: format.integer(unfinished) })} />
        {responseRate && invited !== null && <ValueWithInterval label={t('figures.responseRate')} value={responseRate.share} low={responseRate.low} high={responseRate.high} n={invited} format={(share) => format.share(share)} nText={t('figures.invited', { count: invited, formatted: format.integer(invited) })} />}
        {completionRate && <ValueWithInterval label={t('figures.completionRate')} value={completionRate.share} low={completionRate.low} high={completionRate.high} n={finished + (unfinished ?? 0)} format={(share) => format.share(share)} nText={t('figures.begun', { count: finished + (unfinished ?? 0), formatted: format.integer(finished + (unfinished ?? 0)) })} />}
        {duration && <ValueWithInterval label={t('figures.time')} value={medianSeconds} n={finished} format={() => t('figures.minutes', { minutes: format.integer(duration.minutes), seconds: String(duration.seconds).padStart(2, '0') })} nText={t('figures.median')} />}
      </div>
      {protection.kind === 'protected' && <p className={classes.protection} role="note">{t(`protection.${protection.reason ?? 'employees'}`, { minimum: protection.minimum, comments: protection.commentMinimum })} {protection.waiting > 0 && t('protection.waiting', { count: protection.waiting, formatted: format.integer(protection.waiting) })}</p>}
    </section>
  );
}

function Sentence({ results }: { results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const scoreText = useScoreText();
  const main = mainScore(results);
  const people = t('sentence.people', { count: results.finished, formatted: format.integer(results.finished) });
  if (!main) return <Trans t={t} i18nKey={results.finished === 0 ? 'sentence.none' : 'sentence.tooFew'} values={{ people, minimum: results.protection.minimum }} components={{ b: <strong /> }} />;
  const { score, question, part } = main;
  const about = part.part === '' ? say(question.title) : `${say(question.title)} – ${say(part.label)}`;
  return <Trans t={t} i18nKey="sentence.score" values={{ people, score: t(`score.${score.kind}`), value: scoreText(score, score.value), low: scoreText(score, score.low), high: scoreText(score, score.high), about }} components={{ b: <strong /> }} />;
}
