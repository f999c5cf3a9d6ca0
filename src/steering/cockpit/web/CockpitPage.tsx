import { SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { ChartSkeleton, Skeleton } from '../../../ui/page/Skeletons.tsx';
import { Panels } from '../../../ui/panels.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import { AnswerSentence } from './AnswerSentence.tsx';
import { CsatPanel, NpsPanel } from './FigurePanels.tsx';
import { DepartmentsNote } from './DepartmentsNote.tsx';
import { FirstSteps } from './FirstSteps.tsx';
import { NewKindsPanel } from './NewKindsPanel.tsx';
import { PromisesPanel } from './PromisesPanel.tsx';
import { ShortfallsPanel } from './ShortfallsPanel.tsx';
import { VoicesPanel } from './VoicesPanel.tsx';
import { VolumePanel } from './VolumePanel.tsx';
import { isHouseEmpty, periods, readDays, type Days } from './cockpit-words.logic.ts';
import classes from './cockpit.module.css';

const REFRESH_MS = 30_000;
const REFRESH_SOON_MS = 2_500;
const OLD_MS = 20_000;
const defaults = { days: '30' };

/** The start page: one answer, then what it stands on. */
export function CockpitPage() {
  const { t, i18n } = useTranslation('cockpit');
  const [state, setState] = useUrlState(defaults);
  const days = readDays(state.days);
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const cockpit = useQuery({
    queryKey: ['cockpit', days, lang],
    queryFn: ({ signal }) => api.get<Cockpit>('/api/cockpit', { query: { days, lang }, signal }),
    // What was remembered from an earlier visit is being computed anew already.
    refetchInterval: ({ state: { data } }) => (data && Date.now() - Date.parse(data.computedAt) > OLD_MS ? REFRESH_SOON_MS : REFRESH_MS),
    placeholderData: keepPreviousData,
  });
  const isEmpty = cockpit.data !== undefined && isHouseEmpty(cockpit.data);
  return (
    <>
      <PageHeader
        question={t('question')}
        answer={cockpit.data && <AnswerSentence cockpit={cockpit.data} days={days} />}
        actions={cockpit.data && !isEmpty && <SegmentedControl aria-label={t('period.label')} value={days} onChange={(chosen) => setState({ days: chosen })} data={periods.map((value) => ({ value, label: t(`period.${value}`) }))} />}
      />
      {cockpit.data?.departments && <DepartmentsNote codes={cockpit.data.departments} />}
      <Loaded query={cockpit} skeleton={<CockpitSkeleton />}>
        {(data) => (
          <>
            <FirstSteps inventory={data.inventory} />
            {!isEmpty && <Full cockpit={data} days={days} isOld={cockpit.isPlaceholderData} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Full({ cockpit, days, isOld }: { cockpit: Cockpit; days: Days; isOld: boolean }) {
  const maySeeTouchpoints = useCan('read', 'touchpoint');
  return (
    <div aria-busy={isOld}>
      <div className={classes.figures}>
        <Panels place="cockpitFigures" />
        <NpsPanel cockpit={cockpit} />
        <CsatPanel cockpit={cockpit} />
      </div>
      <Panels place="cockpit" />
      {maySeeTouchpoints && <ShortfallsPanel cockpit={cockpit} days={days} />}
      <div className={classes.columns}>
        <div>{cockpit.voices ? <VoicesPanel voices={cockpit.voices} /> : <PromisesPanel cockpit={cockpit} />}</div>
        <div>
          {cockpit.voices && <PromisesPanel cockpit={cockpit} />}
          <VolumePanel cockpit={cockpit} days={days} />
          {maySeeTouchpoints && <NewKindsPanel kinds={cockpit.newKinds} />}
        </div>
      </div>
    </div>
  );
}

function CockpitSkeleton() {
  return (
    <>
      <div className={classes.figures}><ChartSkeleton heightPx={380} /><ChartSkeleton heightPx={380} /></div>
      <Skeleton lines={5} heightPx={30} />
    </>
  );
}
