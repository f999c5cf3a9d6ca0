import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { Macro, MacroStep, Template } from '../templates.contract.ts';
import { emptyStep, isComplete, stepKinds } from './macro-steps.logic.ts';
import { StepFields } from './StepFields.tsx';
import classes from './templates.module.css';

/** Adds a macro, or changes the given one: steps from top to bottom. */
export function MacroDialog({ isOpen, macro, texts, onClose }: { isOpen: boolean; macro: Macro | null; texts: readonly Template[]; onClose: () => void }) {
  const { t } = useTranslation(['templates', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(macro ? 'macro.change' : 'macro.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <MacroForm key={macro?.id ?? 'new'} macro={macro} texts={texts} onClose={onClose} />}
    </Modal>
  );
}

function MacroForm({ macro, texts, onClose }: { macro: Macro | null; texts: readonly Template[]; onClose: () => void }) {
  const { t } = useTranslation(['templates', 'ui']);
  const queryClient = useQueryClient();
  const [name, setName] = useState(macro?.name ?? '');
  const [steps, setSteps] = useState<MacroStep[]>(macro?.steps ?? [emptyStep('reply', texts)]);
  const [hasTried, setTried] = useState(false);
  const isReady = name.trim() !== '' && steps.length > 0 && steps.every(isComplete);
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), department: macro?.department ?? null, steps };
      return macro ? api.put<Macro>(`/api/macros/${macro.id}`, { body: { ...body, version: macro.version } }) : api.post<Macro>('/api/macros', { body });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['macros'] });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isReady && !save.isPending) save.mutate();
  };
  const replace = (index: number, step: MacroStep) => setSteps(steps.map((one, at) => (at === index ? step : one)));
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('edit.name')} data-autofocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} error={hasTried && name.trim() === '' && t('edit.needName')} />
      <ol className={classes.steps} aria-label={t('macro.steps')}>
        {steps.map((step, index) => (
          <li key={index} className={classes.step}>
            <NativeSelect aria-label={t('macro.stepNo', { n: index + 1 })} value={step.do} onChange={(event) => replace(index, emptyStep(stepKinds.find((one) => one === event.currentTarget.value) ?? 'note', texts))} data={stepKinds.map((value) => ({ value, label: t(`step.${value}`) }))} />
            <StepFields step={step} texts={texts} onChange={(changed) => replace(index, changed)} />
            <Button variant="default" size="xs" aria-label={t('macro.dropStep', { n: index + 1 })} onClick={() => setSteps(steps.filter((_, at) => at !== index))}>×</Button>
          </li>
        ))}
      </ol>
      {hasTried && !steps.every(isComplete) && <p role="alert" className={classes.soft}>{t('macro.incomplete')}</p>}
      <Group><Button variant="default" size="xs" disabled={steps.length >= 20} onClick={() => setSteps([...steps, emptyStep('set_status', texts)])}>{t('macro.addStep')}</Button></Group>
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t('edit.save')}</Button>
      </Group>
    </form>
  );
}
