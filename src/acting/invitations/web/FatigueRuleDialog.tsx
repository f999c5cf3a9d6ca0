import { useState } from 'react';
import { Button, Group, Modal, MultiSelect, NativeSelect, NumberInput, Radio, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { surveyKinds } from '../../../listening/surveys/drafts/drafts.contract.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { FatigueRule } from '../invitations.contract.ts';
import { useSurveyNames, useSurveys } from './useSurveyNames.ts';
import classes from './invitations.module.css';

/** A new rule, or one that is changed. */
export function FatigueRuleDialog({ rule, isOpen, onClose }: { rule: FatigueRule | null; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('invitations');
  const { t: ui } = useTranslation('ui');
  const queries = useQueryClient();
  const surveys = useSurveys();
  const nameOf = useSurveyNames();
  const [scope, setScope] = useState<string>(rule?.scope ?? 'all');
  const [surveyKind, setSurveyKind] = useState<string>(rule?.surveyKind ?? 'transactional');
  const [survey, setSurvey] = useState(rule?.survey ?? '');
  const [most, setMost] = useState<string | number>(rule?.most ?? 1);
  const [days, setDays] = useState<string | number>(rule?.days ?? 30);
  const [effect, setEffect] = useState<string>(rule?.effect ?? 'delay');
  const [exceptions, setExceptions] = useState<string[]>(rule?.exceptions ?? []);
  const options = surveys.data?.items.map(({ code }) => ({ value: code, label: nameOf(code) })) ?? [];
  const save = useMutation({
    mutationFn: () => {
      const body = { scope, surveyKind: scope === 'kind' ? surveyKind : null, survey: scope === 'survey' ? survey : null, most: Number(most), days: Number(days), effect, exceptions: scope === 'survey' ? [] : exceptions, isOn: rule?.isOn ?? true };
      return rule === null ? api.post<FatigueRule>('/api/fatigue-rules', { body }) : api.put<FatigueRule>(`/api/fatigue-rules/${rule.id}`, { body });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['fatigue-rules'] });
      onClose();
    },
  });
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(rule === null ? 'rules.add' : 'rules.change')} closeButtonProps={{ 'aria-label': ui('action.close') }} size="lg">
      <div className={classes.form}>
        <div className={classes.three}>
          <NativeSelect label={t('rules.scope')} value={scope} onChange={(event) => setScope(event.currentTarget.value)} data={[{ value: 'all', label: t('rules.ofAll') }, { value: 'kind', label: t('rules.oneKind') }, { value: 'survey', label: t('rules.oneSurvey') }]} />
          {scope === 'kind' && <NativeSelect label={t('rules.kind')} value={surveyKind} onChange={(event) => setSurveyKind(event.currentTarget.value)} data={surveyKinds.map((kind) => ({ value: kind, label: t(`surveyKind.${kind}`) }))} />}
          {scope === 'survey' && <NativeSelect label={t('new.survey')} value={survey} onChange={(event) => setSurvey(event.currentTarget.value)} data={[{ value: '', label: t('new.pick') }, ...options]} />}
          <NumberInput label={t('rules.mostLabel')} min={1} max={100} value={most} onChange={setMost} />
          <NumberInput label={t('rules.daysLabel')} description={t('rules.daysHint')} min={1} max={730} value={days} onChange={setDays} />
        </div>
        <Radio.Group label={t('rules.effect')} value={effect} onChange={setEffect}>
          <Stack gap="xs" mt="xs">{(['delay', 'skip'] as const).map((one) => <Radio key={one} value={one} label={t(`rules.is_${one}`)} description={t(`rules.hint_${one}`)} />)}</Stack>
        </Radio.Group>
        {scope !== 'survey' && <MultiSelect label={t('rules.except')} description={t('rules.exceptHint')} data={options} value={exceptions} onChange={setExceptions} searchable />}
        {save.isError && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs"><Button variant="default" onClick={onClose}>{ui('action.cancel')}</Button><Button loading={save.isPending} disabled={scope === 'survey' && survey === ''} onClick={() => save.mutate()}>{t('rules.save')}</Button></Group>
      </div>
    </Modal>
  );
}
