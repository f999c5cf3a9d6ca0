import { ActionIcon, Button, Checkbox, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import type { Playbook, PlaybookStep } from '../playbooks.contract.ts';
import { type Draft, draftOf, emptyDraft, inputOf, isComplete, moved, withNewStep } from './playbook-draft.logic.ts';
import { playbookQuery } from './playbook-queries.ts';
import { PlaceFields } from './PlaceFields.tsx';
import classes from './playbooks.module.css';

export function NewPlaybookPage() {
  return <Editor id={null} start={emptyDraft} />;
}

export function EditPlaybookPage() {
  const id = usePathParam('playbookId');
  const playbook = useQuery(playbookQuery(id));
  return <Loaded query={playbook}>{(data) => <Editor id={id} start={draftOf(data)} />}</Loaded>;
}

/** Both languages side by side; saved as a draft, which nobody else sees until it is published. */
function Editor({ id, start }: { id: string | null; start: Draft }) {
  const { t } = useTranslation('playbooks');
  const [draft, setDraft] = useState(start);
  const go = useGo();
  const tell = useTell();
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: () => (id === null ? api.post<Playbook>('/api/playbooks', { body: inputOf(draft) }) : api.put<Playbook>(`/api/playbooks/${id}`, { body: inputOf(draft) })),
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ['playbooks'] });
      tell(t('edit.saved'));
      go(`/desk/playbooks/${saved.id}`);
    },
  });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const setContent = (change: Partial<Draft['content']>) => setDraft((before) => ({ ...before, content: { ...before.content, ...change } }));
  const setSteps = (steps: PlaybookStep[]) => setContent({ steps });
  const { content } = draft;
  return (
    <>
      <PageHeader question={t(id === null ? 'edit.new' : 'edit.title')} back={id === null ? { to: '/desk/playbooks', label: t('list.title') } : { to: `/desk/playbooks/${id}`, label: draft.titleDe }} />
      <form className={classes.form} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
        <div className={classes.pair}>
          <TextInput label={t('field.titleDe')} value={draft.titleDe} required maxLength={160} onChange={(event) => set({ titleDe: event.currentTarget.value })} />
          <TextInput label={t('field.titleEn')} value={draft.titleEn} required maxLength={160} onChange={(event) => set({ titleEn: event.currentTarget.value })} />
        </div>
        <NativeSelect label={t('field.kind')} value={draft.kind} onChange={(event) => set({ kind: event.currentTarget.value === 'guideline' ? 'guideline' : 'playbook' })} data={[{ value: 'playbook', label: t('kind.playbookLong') }, { value: 'guideline', label: t('kind.guidelineLong') }]} />
        <PlaceFields draft={draft} onChange={set} />
        <Checkbox label={t('field.needsAcknowledgement')} checked={draft.needsAcknowledgement} onChange={(event) => set({ needsAcknowledgement: event.currentTarget.checked })} />
        <div className={classes.pair}>
          <Textarea label={t('field.introDe')} description={t('edit.marks')} autosize minRows={3} maxRows={14} maxLength={4_000} value={content.introDe} onChange={(event) => setContent({ introDe: event.currentTarget.value })} />
          <Textarea label={t('field.introEn')} description={t('edit.marks')} autosize minRows={3} maxRows={14} maxLength={4_000} value={content.introEn} onChange={(event) => setContent({ introEn: event.currentTarget.value })} />
        </div>
        <Section title={t('field.steps')} note={t('edit.stepsNote')}>
          <div className={classes.form}>
            {content.steps.map((step, at) => <StepCard key={step.id} step={step} number={at + 1} last={content.steps.length} onChange={(next) => setSteps(content.steps.with(at, next))} onMove={(by) => setSteps(moved(content.steps, at, by))} onRemove={() => setSteps(content.steps.toSpliced(at, 1))} />)}
            <Group><Button variant="default" disabled={content.steps.length >= 40} onClick={() => setSteps(withNewStep(content.steps))}>{t('edit.addStep')}</Button></Group>
          </div>
        </Section>
        <div className={classes.pair}>
          <TextInput label={t('field.goodwillDe')} maxLength={500} value={content.goodwillDe} onChange={(event) => setContent({ goodwillDe: event.currentTarget.value })} />
          <TextInput label={t('field.goodwillEn')} maxLength={500} value={content.goodwillEn} onChange={(event) => setContent({ goodwillEn: event.currentTarget.value })} />
        </div>
        {id !== null && <TextInput label={t('field.changeNote')} description={t('edit.changeNote')} maxLength={300} value={draft.changeNote} onChange={(event) => set({ changeNote: event.currentTarget.value })} />}
        {save.isError && <ErrorState error={save.error} />}
        <Group><Button type="submit" loading={save.isPending} disabled={!isComplete(draft)}>{t('edit.save')}</Button><Button variant="default" onClick={() => go(id === null ? '/desk/playbooks' : `/desk/playbooks/${id}`)}>{t('edit.cancel')}</Button></Group>
      </form>
    </>
  );
}

interface StepCardProps {
  step: PlaybookStep;
  number: number;
  last: number;
  onChange: (step: PlaybookStep) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function StepCard({ step, number, last, onChange, onMove, onRemove }: StepCardProps) {
  const { t } = useTranslation('playbooks');
  return (
    <fieldset className={classes.stepCard}>
      <div className={classes.cardHead}>
        <legend className={classes.stepTitle}>{t('edit.step', { number })}</legend>
        <Group gap={4}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('edit.up', { number })} disabled={number === 1} onClick={() => onMove(-1)}><IconArrowUp size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('edit.down', { number })} disabled={number === last} onClick={() => onMove(1)}><IconArrowDown size={16} /></ActionIcon>
          <ActionIcon variant="subtle" color="gray" aria-label={t('edit.remove', { number })} onClick={onRemove}><IconTrash size={16} /></ActionIcon>
        </Group>
      </div>
      <div className={classes.pair}>
        <TextInput label={t('field.stepDe')} required maxLength={160} value={step.titleDe} onChange={(event) => onChange({ ...step, titleDe: event.currentTarget.value })} />
        <TextInput label={t('field.stepEn')} required maxLength={160} value={step.titleEn} onChange={(event) => onChange({ ...step, titleEn: event.currentTarget.value })} />
        <Textarea label={t('field.sayDe')} autosize minRows={2} maxRows={10} maxLength={4_000} value={step.sayDe} onChange={(event) => onChange({ ...step, sayDe: event.currentTarget.value })} />
        <Textarea label={t('field.sayEn')} autosize minRows={2} maxRows={10} maxLength={4_000} value={step.sayEn} onChange={(event) => onChange({ ...step, sayEn: event.currentTarget.value })} />
      </div>
      <Checkbox label={t('field.isCheck')} checked={step.isCheck} onChange={(event) => onChange({ ...step, isCheck: event.currentTarget.checked })} />
    </fieldset>
  );
}
