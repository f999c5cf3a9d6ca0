import { useState } from 'react';
import { Button, Modal, MultiSelect, NativeSelect, Switch, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Department } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { useAllTouchpoints, useNameOf } from '../../../journeys/touchpoints/web/inventory-queries.ts';
import { channels } from '../../../people/timeline/timeline.contract.ts';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { type Calendar, casePriorities, type CasePriority, clockKinds, type Conditions, type Policy, type Targets } from '../service-levels.contract.ts';
import { serviceKey } from './service-level-queries.ts';
import { readTarget, writeTarget } from './shifts.logic.ts';
import classes from './service-levels.module.css';

const fields = ['firstReplyMinutes', 'nextReplyMinutes', 'solutionMinutes'] as const;
type TargetTexts = Record<CasePriority, Record<(typeof fields)[number], string>>;
const usual: Targets = { firstReplyMinutes: 240, nextReplyMinutes: 240, solutionMinutes: 3_000 };
const textsOf = (targets: Policy['targets'] | null): TargetTexts => {
  const of = (priority: CasePriority) => {
    const { firstReplyMinutes, nextReplyMinutes, solutionMinutes } = targets?.[priority] ?? usual;
    const text = (minutes: number | null) => (minutes === null ? '' : writeTarget(minutes));
    return { firstReplyMinutes: text(firstReplyMinutes), nextReplyMinutes: text(nextReplyMinutes), solutionMinutes: text(solutionMinutes) };
  };
  return { low: of('low'), normal: of('normal'), high: of('high'), urgent: of('urgent') };
};

/** Makes or changes a policy: for which cases, which targets, by which calendar. */
export function PolicyDialog({ policy, calendars, onClose }: { policy: Policy | null; calendars: readonly Calendar[]; onClose: () => void }) {
  const { t, i18n } = useTranslation('serviceLevels');
  const client = useQueryClient();
  const tellFailure = useTellFailure();
  const [name, setName] = useState(policy?.name ?? '');
  const [conditions, setConditions] = useState<Conditions>(policy?.conditions ?? {});
  const [traitName, setTraitName] = useState(policy?.conditions.trait?.name ?? '');
  const [traitValues, setTraitValues] = useState<string[]>(policy?.conditions.trait?.values ?? []);
  const [texts, setTexts] = useState<TargetTexts>(() => textsOf(policy?.targets ?? null));
  const [calendarId, setCalendarId] = useState(policy ? (policy.calendarId ?? '') : (calendars[0]?.id ?? ''));
  const [pauses, setPauses] = useState(policy?.pausesForPartner ?? false);
  const departments = useQuery({ queryKey: ['departments'], queryFn: ({ signal }) => api.get<{ items: Department[] }>('/api/departments', { signal }), staleTime: 60_000 });
  const touchpointName = useNameOf();
  const touchpoints = useAllTouchpoints().data ?? [];
  const isWrong = casePriorities.some((priority) => fields.some((field) => readTarget(texts[priority][field]) === undefined));
  const canSave = name.trim() !== '' && !isWrong;
  const save = useMutation({
    mutationFn: () => {
      const read = (priority: CasePriority): Targets => ({ firstReplyMinutes: readTarget(texts[priority].firstReplyMinutes) ?? null, nextReplyMinutes: readTarget(texts[priority].nextReplyMinutes) ?? null, solutionMinutes: readTarget(texts[priority].solutionMinutes) ?? null });
      const { trait: _, ...others } = conditions;
      const body = {
        name, conditions: { ...others, ...(traitName.trim() === '' || traitValues.length === 0 ? {} : { trait: { name: traitName, values: traitValues } }) },
        targets: { low: read('low'), normal: read('normal'), high: read('high'), urgent: read('urgent') }, calendarId: calendarId === '' ? null : calendarId, pausesForPartner: pauses,
      };
      return policy ? api.put(`/api/service-policies/${policy.id}`, { body: { ...body, version: policy.version } }) : api.post('/api/service-policies', { body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: serviceKey });
      onClose();
    },
    onError: tellFailure,
  });
  const departmentNames = (departments.data?.items ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: i18n.language === 'de' ? nameDe : nameEn }));
  const unknown = (conditions.touchpoints ?? []).filter((code) => touchpoints.every((touchpoint) => touchpoint.code !== code));
  const touchpointNames = [...touchpoints.map((touchpoint) => ({ value: touchpoint.code, label: touchpointName(touchpoint) })).toSorted((a, b) => a.label.localeCompare(b.label)), ...unknown.map((code) => ({ value: code, label: code }))];
  return (
    <Modal opened onClose={onClose} size="xl" title={policy ? t('policy.change') : t('policy.add')} closeButtonProps={{ 'aria-label': t('action.cancel') }}>
      <form className={classes.form} onSubmit={(event) => { event.preventDefault(); if (canSave) save.mutate(); }}>
        <TextInput label={t('policy.name')} required maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <fieldset className={classes.group}>
          <legend>{t('when.title')}</legend>
          <MultiSelect label={t('when.channel')} data={channels.map((value) => ({ value, label: t(`timeline:channel.${value}`) }))} value={[...(conditions.channels ?? [])]} onChange={(values) => setConditions({ ...conditions, channels: values })} />
          <MultiSelect label={t('policy.priority')} data={casePriorities.map((value) => ({ value, label: t(`priority.${value}`) }))} value={[...(conditions.priorities ?? [])]} onChange={(values) => setConditions({ ...conditions, priorities: casePriorities.filter((priority) => values.includes(priority)) })} />
          <MultiSelect label={t('when.department')} data={departmentNames} value={[...(conditions.departments ?? [])]} onChange={(values) => setConditions({ ...conditions, departments: values })} />
          <MultiSelect label={t('when.touchpoint')} searchable limit={50} data={touchpointNames} value={[...(conditions.touchpoints ?? [])]} onChange={(values) => setConditions({ ...conditions, touchpoints: values })} />
          <TagsInput label={t('when.category')} value={[...(conditions.categories ?? [])]} onChange={(values) => setConditions({ ...conditions, categories: values })} />
          <TextInput label={t('when.traitName')} placeholder="segment" maxLength={100} value={traitName} onChange={(event) => setTraitName(event.currentTarget.value)} />
          <TagsInput label={t('when.traitValues')} value={traitValues} onChange={setTraitValues} />
        </fieldset>
        <fieldset className={classes.targets}>
          <legend>{t('policy.targets')}</legend>
          <div className={classes.targetHead} aria-hidden="true"><span />{clockKinds.map((kind) => <span key={kind}>{t(`clock.${kind}`)}</span>)}</div>
          {casePriorities.toReversed().map((priority) => (
            <div key={priority} className={classes.targetRow}>
              <span>{t(`priority.${priority}`)}</span>
              {fields.map((field, n) => (
                <TextInput
                  key={field} aria-label={`${t(`priority.${priority}`)}: ${t(`clock.${clockKinds[n] ?? 'solution'}`)}`} placeholder={t(`clock.${clockKinds[n] ?? 'solution'}`)} value={texts[priority][field]}
                  error={readTarget(texts[priority][field]) === undefined ? t('policy.targetWrong') : undefined} onChange={(event) => setTexts({ ...texts, [priority]: { ...texts[priority], [field]: event.currentTarget.value } })}
                />
              ))}
            </div>
          ))}
        </fieldset>
        <NativeSelect label={t('policy.calendar')} value={calendarId} onChange={(event) => setCalendarId(event.currentTarget.value)} data={[...calendars.map(({ id, name: label }) => ({ value: id, label })), { value: '', label: t('policy.always') }]} />
        <Switch label={t('policy.pausesLabel')} description={t('policy.pausesHint')} checked={pauses} onChange={(event) => setPauses(event.currentTarget.checked)} />
        <div className={classes.actions}><Button type="submit" disabled={!canSave} loading={save.isPending}>{t('action.save')}</Button><Button variant="default" onClick={onClose}>{t('action.cancel')}</Button></div>
      </form>
    </Modal>
  );
}
