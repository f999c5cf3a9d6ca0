import { useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { Drivers } from '../drivers.contract.ts';
import { answersAddress, driverAddress, type Scope } from './driver-links.logic.ts';
import { directionOf, orderOf, writeRanks } from './driver-sentence.logic.ts';
import { useDriverList, useDriverName, useNotes, useRatingWords } from './useDriverWords.ts';
import classes from './drivers.module.css';

/** How much each driver explains, with sign, interval and place. */
export function Importance({ found, scope }: { found: Drivers; scope: Scope }) {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  const said = useNotes()(found, found.leftOut);
  // Surveys ask about different things: what one of them asked together says more than what all happen to share.
  const mayNarrow = scope.survey === '' && found.surveys.length > 1 && found.leftOut.some(({ reason }) => reason === 'rated_by_few');
  const notes = [...(mayNarrow ? [t('note.chooseSurvey')] : []), ...said];
  const methods = useUnweightedMethods([found.method ?? 'lmg', 'bootstrap', 'rank_probability', 'bh', ...(found.n > found.customers ? (['clustered'] as const) : [])]);
  const sentence = useSentence()(found);
  const rating = useRatingWords()(found.askedOn);
  const maySeeAnswers = useCan('read', 'answer');
  if (found.drivers.length === 0) return null;
  const role = found.outcome === 'renewal' || found.outcome === 'revenue' ? '' : found.outcome;
  const linkOf = (key: string) => driverAddress(scope, found, key);
  const title = t('importance.title');
  return (
    <ResultFrame
      title={title} sentence={sentence} n={found.n}
      nUnit={found.n === found.customers ? t('importance.customers') : t('importance.responses', { customers: format.integer(found.customers) })}
      interval={t('importance.interval')} isIntervalDrawn method={methods}
      chart={<Bars title={title} bars={found.drivers.map((one) => ({ id: one.key, label: nameOf(one), value: one.share, low: one.shareLow, high: one.shareHigh, standing: directionOf(one), ...(maySeeAnswers ? { href: linkOf(one.key) } : {}) }))} format={(share) => format.share(share)} valueLabel={t('column.share')} />}
      table={{
        columns: [
          { header: t('column.driver') }, { header: t('column.share'), isShare: true }, { header: t('column.low'), isShare: true }, { header: t('column.high'), isShare: true }, { header: t('column.ranks') },
          { header: t('column.effect'), decimals: 2 }, { header: t('column.p'), decimals: 3 }, { header: t('column.coefficient'), decimals: 2 }, { header: rating.label, decimals: 1 }, { header: t('column.vif'), decimals: 1 }, { header: t('column.field') },
        ],
        rows: found.drivers.map((one) => [
          maySeeAnswers ? { value: nameOf(one), to: linkOf(one.key) } : nameOf(one), one.share, one.shareLow, one.shareHigh, writeRanks(one), one.beta, one.p, one.coefficient, one.performance, one.vif, t(`map.corner.${one.quadrant}`),
        ]),
      }}
      links={maySeeAnswers ? [{ label: t('toAnswers'), to: answersAddress(scope, role === '' ? {} : { role }) }] : []}
      note={<ul className={classes.notes}>{[t('importance.legend'), ...(rating.note === null ? [] : [rating.note]), ...notes].map((note) => <li key={note}>{note}</li>)}</ul>}
    />
  );
}

/** In plain words, with its figures; also what is copied. */
export function useSentence(): (found: Drivers) => string {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  const listOf = useDriverList();
  return ({ drivers, r2, outcome }) => {
    const { leading } = orderOf(drivers);
    const [first] = leading;
    if (!first) return '';
    const values = { first: nameOf(first), names: listOf(leading), outcome: t(`of.${outcome}`), r2: format.share(r2 ?? 0), share: format.share(first.share), low: format.share(first.shareLow), high: format.share(first.shareHigh), count: drivers.length };
    if (drivers.length === 1) return t('importance.sentenceOne', values);
    const together = t('importance.together', values);
    if (leading.length === 1) return `${t('importance.sentence', values)} ${together} ${t('importance.firstSure', { name: values.first, first: format.integer(Math.floor(first.first * 100)) })}`;
    return `${t('importance.sentenceOpen', values)} ${t('importance.tie')} ${together}`;
  };
}
