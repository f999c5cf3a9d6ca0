import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Barometer as BarometerPicture } from '../../../ui/charts/Barometer.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { ChartSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useGo } from '../../../ui/address.ts';
import type { Barometer } from '../barometer.contract.ts';
import { BarometerAnswer } from './BarometerAnswer.tsx';
import { barometerQuery, barometersQuery } from './barometer-queries.ts';
import { placeOfNewest } from './newest-wave.logic.ts';
import { useBarometerWords } from './useBarometerWords.ts';

/** Waves shown on the cockpit; the page has all. */
const WAVES = 8;
const HEIGHT_PX = 190;

/** The newest barometer on the cockpit; nothing where there is none yet, or where nobody has answered. */
export function BarometerPanel() {
  const list = useQuery(barometersQuery);
  const barometer = useQuery(barometerQuery(list.data?.items[0]?.survey ?? '', ''));
  // Its room is kept while it comes, so that nothing jumps.
  if (list.isPending || (barometer.isPending && barometer.fetchStatus === 'fetching')) return <ChartSkeleton heightPx={HEIGHT_PX * 2} />;
  return barometer.data && barometer.data.waves.some(({ customers }) => customers > 0) ? <Shown barometer={barometer.data} /> : null;
}

function Shown({ barometer }: { barometer: Barometer }) {
  const { t } = useTranslation('barometer');
  const words = useBarometerWords();
  const go = useGo();
  const waves = barometer.waves.slice(-WAVES).map((one) => ({ ...one, figure: one.figures.find(({ factor }) => factor === barometer.indexFactor) }));
  return (
    <Section title={t('panel.title')} note={<BarometerAnswer barometer={barometer} wave={barometer.waves[placeOfNewest(barometer)]} />} actions={<AppLink to="/understanding/barometer">{t('panel.question')}</AppLink>}>
      <BarometerPicture
        title={t('index.title', { name: words.factor(barometer.indexFactor) })} waveLabel={t('wave')} valueLabel={t('indexHead')} targetLabel={t('target')} minimumN={barometer.minimumN} heightPx={HEIGHT_PX} onSelect={({ id }) => go(`/understanding/barometer?wave=${encodeURIComponent(id)}`)}
        waves={waves.map(({ figure, ...one }) => ({ id: one.id, label: words.wave(one), value: figure?.index ?? null, low: figure?.low ?? null, high: figure?.high ?? null, n: figure?.n ?? 0, target: figure?.target ?? null }))}
      />
    </Section>
  );
}
