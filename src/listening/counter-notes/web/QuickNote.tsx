import { useRef, useState } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { IconMoodHappy, IconMoodNeutral, IconMoodSad } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { newId } from '../../../clients/sdk/new-id.ts';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { MAX_SENTENCE, type NoteChoices, type Noted, type NoteTopic, noteTopics } from '../counter-notes.contract.ts';
import { readRecent, rememberRecent } from './recent-touchpoints.logic.ts';
import classes from './counter-notes.module.css';

const moods = [{ mood: -1, key: 'bad', Icon: IconMoodSad }, { mood: 0, key: 'neutral', Icon: IconMoodNeutral }, { mood: 1, key: 'good', Icon: IconMoodHappy }] as const;
const STORED = 'momente.counter.touchpoints';

/** What was heard, in two taps: the touchpoint is the last one, then what it was about, then how it felt – which saves it. */
export function QuickNote({ touchpoint: given }: { touchpoint?: string | null }) {
  const { t } = useTranslation('counter-notes');
  const nameOf = useNameOf();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const [recent, setRecent] = useState(() => readRecent(localStorage.getItem(STORED)));
  const choices = useQuery({ queryKey: ['counter-notes', 'choices'], staleTime: 300_000, queryFn: ({ signal }) => api.get<NoteChoices>('/api/counter-note-choices', { signal }) }).data?.touchpoints ?? [];
  const [chosen, setChosen] = useState<string | null>(given ?? recent[0] ?? null);
  const [topic, setTopic] = useState<NoteTopic | null>(null);
  const [sentence, setSentence] = useState('');
  const touchpoint = choices.some(({ code }) => code === chosen) ? chosen : null;
  const [last, setLast] = useState<Noted | null>(null);
  // One id per note, also for a second try: the same id counts once.
  const id = useRef<string | null>(null);
  const isSaving = useRef(false);
  const save = useMutation({
    mutationFn: (mood: number) => api.post<Noted>('/api/counter-notes', { body: { id: (id.current ??= newId()), touchpoint, topic, mood, sentence } }),
    onSuccess: (noted) => {
      setRecent(rememberRecent(recent, touchpoint ?? '', (text) => localStorage.setItem(STORED, text)));
      setTopic(null);
      setSentence('');
      setLast(noted);
      id.current = null;
      undoable(t('noted'), async () => {
        await api.delete<void>(`/api/counter-notes/${noted.id}`);
        setLast(null);
      });
    },
    onError: tellFailure,
    onSettled: () => { isSaving.current = false; },
  });
  /** A finger that taps twice is faster than the page is drawn. */
  const tap = (mood: number) => {
    if (isSaving.current) return;
    isSaving.current = true;
    save.mutate(mood);
  };
  const known = recent.flatMap((code) => choices.filter((one) => one.code === code)).slice(0, 4);
  return (
    <section className={classes.quick} aria-label={t('quick')}>
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('where')}</legend>
        {known.length > 0 && <div className={classes.chips}>{known.map((one) => <Chip key={one.code} isOn={one.code === touchpoint} onTap={() => setChosen(one.code)}>{nameOf(one)}</Chip>)}</div>}
        <Select aria-label={t('where')} placeholder={t('chooseWhere')} searchable data={choices.map((one) => ({ value: one.code, label: nameOf(one) })).sort((a, b) => a.label.localeCompare(b.label))} value={touchpoint} onChange={setChosen} />
      </fieldset>
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('about')}</legend>
        <div className={classes.chips}>{noteTopics.map((one) => <Chip key={one} isOn={one === topic} onTap={() => setTopic(one)}>{t(`topic.${one}`)}</Chip>)}</div>
      </fieldset>
      <TextInput label={t('sentence')} description={t('sentenceText')} maxLength={MAX_SENTENCE} value={sentence} onChange={(event) => setSentence(event.currentTarget.value)} />
      <fieldset className={classes.group}>
        <legend className={classes.legend}>{t('mood')}</legend>
        <div className={classes.moods}>
          {moods.map(({ mood, key, Icon }) => (
            <Button key={key} variant="default" className={classes.mood ?? ''} disabled={touchpoint === null || topic === null || save.isPending} onClick={() => tap(mood)} leftSection={<Icon size={22} aria-hidden="true" />}>{t(`moods.${key}`)}</Button>
          ))}
        </div>
        <p className={classes.soft} role="status">{last === null ? t(touchpoint === null ? 'hint.where' : topic === null ? 'hint.about' : 'hint.mood') : t('hint.done')}</p>
      </fieldset>
    </section>
  );
}

function Chip({ isOn, onTap, children }: { isOn: boolean; onTap: () => void; children: string }) {
  return <button type="button" className={classes.chip} aria-pressed={isOn} onClick={onTap}>{children}</button>;
}
