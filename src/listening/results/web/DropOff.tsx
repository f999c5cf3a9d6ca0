import { useTranslation } from 'react-i18next';
import { Bars } from '../../../ui/charts/Bars.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Results } from '../results.contract.ts';
import { useSay } from './useSay.ts';

/** Where those who did not finish stopped. */
export function DropOff({ results }: { results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const titles = new Map(results.questions.map(({ question, title }) => [question, say(title)]));
  const bars = (results.dropOff ?? []).map(({ question, left, share }) => ({ id: question || 'start', label: question === '' ? t('dropOff.start') : (titles.get(question) ?? question), value: share, n: left }));
  const worst = bars.reduce<(typeof bars)[number] | null>((most, bar) => ((most?.value ?? 0) >= bar.value ? most : bar), null);
  return (
    <Section title={t('dropOff.title')} note={worst ? t(worst.id === 'start' ? 'dropOff.noteStart' : 'dropOff.note', { question: worst.label, share: format.share(worst.value) }) : undefined}>
      <Bars title={t('dropOff.title')} bars={bars} format={(share) => format.share(share)} valueLabel={t('dropOff.share')} />
    </Section>
  );
}
