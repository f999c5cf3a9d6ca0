import { useTranslation } from 'react-i18next';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { KanoBoard } from '../kano.contract.ts';
import { countDifferences, idOf, nameOf } from './board-words.logic.ts';
import { useWaveName } from './useBoardWords.ts';

/** The kind of each feature in target groups or quarters beside each other. */
export function BoardComparison({ board }: { board: KanoBoard }) {
  const { t, i18n } = useTranslation('kano');
  const format = useFormat();
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const waveName = useWaveName();
  const methods = useUnweightedMethods(['kano']);
  const { different, all } = countDifferences(board.parts);
  const sentence = all === 0 ? t('compare.nothing') : different === 0 ? t('compare.alike') : t('compare.sentence', { count: different, different: format.integer(different), all: format.integer(all) });
  return (
    <ResultFrame
      title={t(`compare.title_${board.by ?? 'group'}`)} sentence={sentence} method={methods} chart={null}
      n={board.parts.reduce((sum, { responses }) => sum + responses, 0)}
      note={board.tooSmall === 0 ? undefined : t('compare.tooSmall', { count: board.tooSmall, minimum: board.minimum })}
      table={{
        columns: [{ header: t('feature') }, ...board.parts.map(({ key, responses }) => ({ header: `${board.by === 'wave' ? waveName(key) : key} (n = ${format.integer(responses)})` }))],
        rows: board.parts.length === 0 ? [] : board.features.map((feature) => [nameOf(feature, lang), ...board.parts.map(({ features }) => {
          const own = features.find((one) => idOf(one) === idOf(feature));
          if (!own || own.class === null) return t('tooFew', { n: format.integer(own?.n ?? 0), needed: board.minimum });
          return own.isDecided ? t(`class.${own.class}`) : `${t(`class.${own.class}`)} (${t('undecided')})`;
        })]),
      }}
    />
  );
}
