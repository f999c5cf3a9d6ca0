import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { KanoFeature } from '../kano.contract.ts';
import { columnsOf, idOf, nameOf } from './board-words.logic.ts';
import classes from './kano.module.css';

/** The board itself: each feature under what it is, with what it is worth. */
export function BoardColumns({ features, minimum }: { features: readonly KanoFeature[]; minimum: number }) {
  const { t } = useTranslation('kano');
  return (
    <section aria-label={t('board')} className={classes.board}>
      {columnsOf(features).map(({ key, features: own }) => (
        <div key={key} className={classes.column}>
          <h2>{t(`column.${key}`)}</h2>
          <p className={classes.soft}>{t(`hint.${key}`)}</p>
          <ul>{own.map((feature) => <li key={idOf(feature)} className={classes.card}><Card feature={feature} minimum={minimum} /></li>)}</ul>
        </div>
      ))}
    </section>
  );
}

function Card({ feature, minimum }: { feature: KanoFeature; minimum: number }) {
  const { t, i18n } = useTranslation('kano');
  const format = useFormat();
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const { counts, n, better, worse, runnerUp } = feature;
  const share = (name: string): string => format.share(((counts ?? {})[name as keyof typeof counts] ?? 0) / n); // a class of Kano, or nothing
  return (
    <>
      <strong>{nameOf(feature, lang)}</strong>
      {feature.class === null
        ? <span className={classes.soft}>{t('tooFew', { n: format.integer(n), needed: minimum })}</span>
        : (
          <>
            {feature.isDecided === false && <span>{runnerUp === null ? t('undecidedAlone') : t('undecidedBetween', { first: t(`class.${feature.class}`), firstShare: share(feature.class), second: t(`class.${runnerUp}`), secondShare: share(runnerUp) })}</span>}
            <span className={classes.soft}>
              {better.value === null || better.low === null || better.high === null ? t('noBetter') : t('pleases', { share: format.share(better.value), low: format.share(better.low), high: format.share(better.high) })}
              {worse.value !== null && worse.low !== null && worse.high !== null && <> · {t('annoys', { share: format.share(-worse.value), low: format.share(-worse.high), high: format.share(-worse.low) })}</>}
              {' '}· n = {format.integer(n)}
            </span>
          </>
        )}
    </>
  );
}
