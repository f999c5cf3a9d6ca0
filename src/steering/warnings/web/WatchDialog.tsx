import { Checkbox, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { defaultMinimumEffect, type Watch, type WatchDetail, type WatchScore, watchScores } from '../warnings.contract.ts';
import { SavedForm } from './SavedForm.tsx';
import { useWarningWords } from './useWarningWords.ts';
import classes from './warnings.module.css';

interface WatchDialogProps {
  /** null: a new one. */
  watchId: string | null;
  isOpen: boolean;
  onClose: () => void;
}

/** Chooses what is watched, or changes from which change on it is told. */
export function WatchDialog({ watchId, isOpen, onClose }: WatchDialogProps) {
  const { t } = useTranslation(['warnings', 'ui']);
  return <Modal opened={isOpen} onClose={onClose} title={t(watchId === null ? 'watches.add' : 'watches.change')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>{isOpen && (watchId === null ? <NewWatch onClose={onClose} /> : <KnownWatch id={watchId} onClose={onClose} />)}</Modal>;
}

function NewWatch({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation(['warnings', 'ui']);
  const [score, setScore] = useState<WatchScore>('experience');
  const [touchpoint, setTouchpoint] = useState<string | null>(null);
  const [group, setGroup] = useState('');
  const [effect, setEffect] = useState<number | null>(null);
  const touchpoints = useQuery({ queryKey: ['warnings', 'touchpoints'], queryFn: async ({ signal }) => (await api.get<{ items: { code: string; nameDe: string; nameEn: string }[] }>('/api/touchpoints/inventory', { query: { limit: 500 }, signal })).items }).data ?? [];
  const save = () => api.post<Watch>('/api/watches', { body: { score, touchpoint, group: score === 'volume' || group.trim() === '' ? null : group.trim(), ...(effect === null ? {} : { minimumEffect: toStored(score, effect) }) } });
  return (
    <SavedForm save={save} onClose={onClose}>
      <Select label={t('list.score')} value={score} allowDeselect={false} data={watchScores.map((value) => ({ value, label: t(`score.${value}`) }))} onChange={(value) => { setScore(watchScores.find((one) => one === value) ?? 'experience'); setEffect(null); }} />
      <Select label={t('watches.touchpoint')} placeholder={t('all')} clearable searchable value={touchpoint} data={touchpoints.map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }))} onChange={setTouchpoint} />
      {score !== 'volume' && <TextInput label={t('watches.group')} description={t('watches.groupText')} value={group} maxLength={60} onChange={(event) => setGroup(event.currentTarget.value)} />}
      <EffectInput score={score} value={effect ?? toShown(score, defaultMinimumEffect[score])} onChange={setEffect} />
    </SavedForm>
  );
}

function KnownWatch({ id, onClose }: { id: string; onClose: () => void }) {
  const { i18n } = useTranslation('warnings');
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const found = useQuery({ queryKey: ['warnings', 'watch', id, lang], queryFn: ({ signal }) => api.get<WatchDetail>(`/api/watches/${id}`, { query: { lang }, signal }) });
  if (found.isError) return <ErrorState error={found.error} />;
  return found.data ? <ChangeWatch key={id} watch={found.data.watch} onClose={onClose} /> : <Skeleton lines={4} />;
}

function ChangeWatch({ watch, onClose }: { watch: Watch; onClose: () => void }) {
  const { t } = useTranslation(['warnings', 'ui']);
  const words = useWarningWords();
  const [effect, setEffect] = useState(toShown(watch.score, watch.minimumEffect));
  const [levelFrom, setLevelFrom] = useState(watch.levelFrom ?? '');
  const [isWatched, setWatched] = useState(watch.stoppedAt === null);
  const save = () => api.patch<Watch>(`/api/watches/${watch.id}`, { body: { minimumEffect: toStored(watch.score, effect), levelFrom: levelFrom === '' ? null : levelFrom, isStopped: !isWatched } });
  return (
    <SavedForm save={save} onClose={onClose}>
      <p className={classes.soft}>{words.place(watch)}: {t(`score.${watch.score}`)}</p>
      <EffectInput score={watch.score} value={effect} onChange={setEffect} />
      <TextInput type="date" label={t('watches.levelFrom')} description={t('watches.levelFromText')} value={levelFrom} onChange={(event) => setLevelFrom(event.currentTarget.value)} />
      <Checkbox label={t('watches.isWatched')} checked={isWatched} onChange={(event) => setWatched(event.currentTarget.checked)} />
    </SavedForm>
  );
}

function EffectInput({ score, value, onChange }: { score: WatchScore; value: number; onChange: (value: number) => void }) {
  const { t, i18n } = useTranslation('warnings');
  const isShare = score === 'volume';
  return <NumberInput decimalSeparator={i18n.language === 'de' ? ',' : '.'} label={t('watches.minimum')} description={t('watches.minimumHint')} value={value} min={0} max={isShare ? 1000 : 200} step={score === 'nps' || isShare ? 1 : 0.1} decimalScale={score === 'nps' || isShare ? 0 : 1} suffix={isShare ? ' %' : ` ${t('pointsUnit')}`} onChange={(next) => typeof next === 'number' && onChange(next)} />;
}

/** A share of the usual number is typed as a percentage. */
const toShown = (score: WatchScore, stored: number): number => (score === 'volume' ? Math.round(stored * 100) : stored);
const toStored = (score: WatchScore, shown: number): number => (score === 'volume' ? shown / 100 : shown);
