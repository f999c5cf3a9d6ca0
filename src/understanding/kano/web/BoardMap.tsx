import { useTranslation } from 'react-i18next';
import { kanoClasses, kanoLetters } from '../../../kernel/stats/gaps/kano.ts';
import { KanoMap, type KanoMapPoint } from '../../../ui/charts/KanoMap.tsx';
import { namedOf } from '../../../ui/result/ends.logic.ts';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { KanoBoard, KanoFeature } from '../kano.contract.ts';
import { doubtful, idOf, nameOf, strongest } from './board-words.logic.ts';

/** Better against worse, and everything behind it as a table. */
export function BoardMap({ board, group }: { board: KanoBoard; group: string }) {
  const { t, i18n } = useTranslation('kano');
  const format = useFormat();
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const mayReadAnswers = useCan('read', 'answer');
  const methods = useUnweightedMethods(board.isProtected ? ['kano', 'wilson', 'protection'] : ['kano', 'wilson']);
  const points = board.features.flatMap((feature) => pointOf(feature, nameOf(feature, lang), (name) => t(`class.${name}`)));
  const top = strongest(board.features);
  const listOf = (features: readonly KanoFeature[], of: 'better' | 'worse') => {
    const { named, more } = namedOf(features);
    return format.list([...named.map((feature) => t('withShare', { name: nameOf(feature, lang), share: format.share(Math.abs(feature[of].value ?? 0)) })), ...(more === 0 ? [] : [t('more', { count: more })])]);
  };
  const sentence = top === null ? t('map.nothing') : [
    t(top.pleasing.length === 1 ? 'map.pleasing' : 'map.pleasingOpen', { names: listOf(top.pleasing, 'better') }),
    t(top.annoying.length === 1 ? 'map.annoying' : 'map.annoyingOpen', { names: listOf(top.annoying, 'worse') }),
  ].join(' ');
  const doubts = doubtful(board.features);
  const notes = [
    ...(doubts.length === 0 ? [] : [t('note.doubtful', { count: doubts.length, names: format.list(doubts.map((feature) => t('quoted', { name: nameOf(feature, lang) }))) })]),
    ...(board.waiting === 0 ? [] : [t('note.waiting', { count: board.waiting, formatted: format.integer(board.waiting), minimum: board.minimum })]),
  ];
  const query = new URLSearchParams({ survey: board.survey, ...(group === '' ? {} : { group }), ...board.period });
  return (
    <ResultFrame
      title={t('map.title')} sentence={sentence} n={board.customers} nUnit={t('customers', { count: board.customers })} method={methods}
      note={notes.length === 0 ? undefined : notes.join(' ')}
      links={mayReadAnswers ? [{ label: t('answers'), to: `/listening/answers?${query.toString()}` }] : []}
      table={{
        columns: [
          { header: t('feature') }, { header: 'n' }, { header: t('kind') }, { header: t('isDecided') },
          { header: t('better') }, { header: t('low') }, { header: t('high') }, { header: t('worse') }, { header: t('low') }, { header: t('high') },
          ...kanoClasses.map((name) => ({ header: `${t(`class.${name}`)} (${kanoLetters[name]})` })),
        ].map((column, place) => (place >= 4 && place < 10 ? { ...column, isShare: true } : column)),
        rows: board.features.map((feature) => [
          nameOf(feature, lang), feature.n, feature.class === null ? null : t(`class.${feature.class}`), feature.isDecided === null ? null : t(feature.isDecided ? 'decided' : 'undecided'),
          feature.better.value, feature.better.low, feature.better.high, feature.worse.value, feature.worse.low, feature.worse.high,
          ...kanoClasses.map((name) => feature.counts?.[name] ?? null),
        ]),
      }}
      chart={points.length === 0 ? null : (
        <KanoMap
          title={t('map.title')} summary={sentence} points={points} pleasesLabel={t('map.pleases')} annoysLabel={t('map.annoys')} undecidedLabel={t('undecided')}
          corners={[t('class.must_be'), t('class.performance'), t('class.attractive'), t('class.indifferent')]}
        />
      )}
    />
  );
}

function pointOf(feature: KanoFeature, label: string, kindName: (name: string) => string): KanoMapPoint[] {
  const { better, worse, n, isDecided } = feature;
  if (feature.class === null || better.value === null || better.low === null || better.high === null || worse.value === null || worse.low === null || worse.high === null) return [];
  return [{
    id: idOf(feature), label, n, kind: kindName(feature.class), isDecided: isDecided === true,
    pleases: { value: better.value, low: better.low, high: better.high }, annoys: { value: Math.abs(worse.value), low: Math.abs(worse.high), high: Math.abs(worse.low) },
  }];
}
