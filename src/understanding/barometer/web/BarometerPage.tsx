import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDownload } from '../../../ui/download.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan, useSession } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { type Barometer, type Factor, factors } from '../barometer.contract.ts';
import { BarometerAnswer } from './BarometerAnswer.tsx';
import { barometerQuery, barometersQuery } from './barometer-queries.ts';
import { ChangeResult } from './ChangeResult.tsx';
import { FactorsResult } from './FactorsResult.tsx';
import { GroupsResult } from './GroupsResult.tsx';
import { IndexResult } from './IndexResult.tsx';
import { placeOfNewest } from './newest-wave.logic.ts';
import { PathsResult } from './PathsResult.tsx';
import { useBarometerWords } from './useBarometerWords.ts';
import { WavesDialog } from './WavesDialog.tsx';
import classes from './barometer.module.css';

const defaults = { survey: '', wave: '', against: '', factor: '', by: 'group', scheme: 'centroid' };
export type BarometerState = typeof defaults;

/** How customers see the company as a whole: one index, what it consists of, and what moves it. */
export function BarometerPage() {
  const { t } = useTranslation('barometer');
  const [state, setState] = useUrlState(defaults);
  const list = useQuery(barometersQuery);
  const survey = state.survey || (list.data?.items[0]?.survey ?? '');
  const barometer = useQuery(barometerQuery(survey, state.against));
  const canAsk = useCan('create', 'survey');
  const isLimited = useSession().user.departments.length > 0;
  if (list.data?.items.length === 0 && state.survey === '') {
    return (
      <>
        <PageHeader question={t('question')} />
        <EmptyState {...(canAsk ? { action: { label: t('empty.action'), to: '/listening/new-survey?from=ecsi' } } : {})}>{t(isLimited && !canAsk ? 'empty.notYours' : 'empty.text')}</EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader question={t('question')} answer={barometer.data && <BarometerAnswer barometer={barometer.data} wave={chosenIn(barometer.data, state).wave} />} actions={barometer.data && <Actions barometer={barometer.data} by={state.by} />} />
      <Loaded query={list} skeleton={<PageSkeleton />}>
        {({ items }) => (
          <Loaded query={barometer} skeleton={<PageSkeleton />}>
            {(data) => (
              <>
                <Choices barometer={data} surveys={items} state={{ ...state, survey }} onChange={setState} />
                <Body barometer={data} state={state} onChange={setState} />
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

/** What the choices in the address mean for this barometer: the newest wave with enough answers and the one before it, unless others were chosen that there still are. */
function chosenIn(barometer: Barometer, state: BarometerState) {
  const { waves, indexFactor } = barometer;
  const asked = waves.findIndex(({ id }) => id === state.wave);
  const place = asked === -1 ? placeOfNewest(barometer) : asked;
  const wave = waves[place];
  const against = state.against === '' ? waves[place - 1] : waves.find(({ id }) => id === state.against);
  const factor: Factor = factors.find((one) => one === state.factor) ?? indexFactor;
  return { wave, against: against?.id === wave?.id ? undefined : against, factor };
}

interface PartProps {
  barometer: Barometer;
  state: BarometerState;
}

function Body({ barometer, state, onChange }: PartProps & { onChange: (change: Partial<BarometerState>) => void }) {
  const { t } = useTranslation('barometer');
  const { wave, against, factor } = chosenIn(barometer, state);
  if (!wave) return <EmptyState>{t('empty.answers')}</EmptyState>;
  const about = { barometer, wave, against, factor };
  return (
    <>
      <IndexResult {...about} onWave={(id) => onChange({ wave: id, against: '' })} />
      <FactorsResult {...about} onFactor={(one) => onChange({ factor: one === barometer.indexFactor ? '' : one })} />
      <PathsResult {...about} scheme={state.scheme} onScheme={(scheme) => onChange({ scheme })} />
      <GroupsResult {...about} by={state.by} onBy={(by) => onChange({ by })} />
      {against && <ChangeResult {...about} against={against} by={state.by} onBy={(by) => onChange({ by })} />}
    </>
  );
}

function Choices({ barometer, surveys, state, onChange }: PartProps & { surveys: readonly { survey: string; nameDe: string; nameEn: string }[]; onChange: (change: Partial<BarometerState>) => void }) {
  const { t, i18n } = useTranslation('barometer');
  const words = useBarometerWords();
  const { wave, against, factor } = chosenIn(barometer, state);
  const waves = barometer.waves.map((one) => ({ value: one.id, label: words.wave(one) })).reverse();
  return (
    <div className={`${classes.choices} m-no-print`}>
      {surveys.length > 1 && <NativeSelect size="xs" label={t('choose.survey')} value={state.survey} data={surveys.map((one) => ({ value: one.survey, label: i18n.language === 'de' ? one.nameDe : one.nameEn }))} onChange={(event) => onChange({ ...defaults, survey: event.currentTarget.value })} />}
      {wave && <NativeSelect size="xs" label={t('choose.wave')} value={wave.id} data={waves} onChange={(event) => onChange({ wave: event.currentTarget.value, against: '' })} />}
      {wave && waves.length > 1 && <NativeSelect size="xs" label={t('choose.against')} value={against?.id ?? ''} data={[...(against ? [] : [{ value: '', label: t('choose.nothing') }]), ...waves.filter(({ value }) => value !== wave.id)]} onChange={(event) => onChange({ against: event.currentTarget.value })} />}
      {wave && <NativeSelect size="xs" label={t('choose.factor')} value={factor} data={barometer.factors.map((one) => ({ value: one.factor, label: words.factor(one.factor) }))} onChange={(event) => onChange({ factor: event.currentTarget.value === barometer.indexFactor ? '' : event.currentTarget.value })} />}
    </div>
  );
}

function Actions({ barometer, by }: { barometer: Barometer; by: string }) {
  const { t, i18n } = useTranslation('barometer');
  const download = useDownload();
  const canSet = useCan('update', 'survey');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {barometer.waves.length > 0 && <Button variant="default" component="a" {...download(`/api/barometers/${encodeURIComponent(barometer.survey)}/figures.csv?lang=${i18n.language === 'de' ? 'de' : 'en'}&by=${encodeURIComponent(by)}`)}>{t('download')}</Button>}
      {canSet && <Button onClick={() => setOpen(true)}>{t('waves.open')}</Button>}
      {isOpen && <WavesDialog barometer={barometer} onClose={() => setOpen(false)} />}
    </>
  );
}
