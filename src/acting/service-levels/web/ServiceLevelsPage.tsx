import { useState } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { type Calendar, casePriorities, clockKinds, type Policy } from '../service-levels.contract.ts';
import { CalendarDialog } from './CalendarDialog.tsx';
import { PolicyDialog } from './PolicyDialog.tsx';
import { calendarsQuery, policiesQuery, serviceFigureQuery, serviceKey } from './service-level-queries.ts';
import { writeTarget } from './shifts.logic.ts';
import { useConditionWords } from './useConditionWords.ts';
import { WeekPicture } from './WeekPicture.tsx';
import classes from './service-levels.module.css';

/** How fast we answer and solve: targets by policy, when somebody is there, and how often it works. */
export function ServiceLevelsPage() {
  const { t } = useTranslation('serviceLevels');
  const mayChange = useCan('update', 'service_level');
  const policies = useQuery(policiesQuery);
  const calendars = useQuery(calendarsQuery);
  const [policy, setPolicy] = useState<Policy | 'new' | null>(null);
  const [calendar, setCalendar] = useState<Calendar | 'new' | null>(null);
  return (
    <>
      <PageHeader question={t('page.question')} answer={t('page.answer')} />
      <Figures />
      <Section title={t('policy.title')} note={t('policy.note')} actions={mayChange && <Button size="xs" onClick={() => setPolicy('new')}>{t('policy.add')}</Button>}>
        <Loaded query={policies} isEmpty={({ items }) => items.length === 0} empty={<EmptyState>{t('policy.empty')}</EmptyState>}>
          {({ items }) => <ol className={classes.cards}>{items.map((one, place) => <PolicyCard key={one.id} policy={one} place={place} ids={items.map(({ id }) => id)} calendars={calendars.data?.items ?? []} mayChange={mayChange} onEdit={() => setPolicy(one)} />)}</ol>}
        </Loaded>
      </Section>
      <Section title={t('calendar.title')} note={t('calendar.note')} actions={mayChange && <Button size="xs" variant="default" onClick={() => setCalendar('new')}>{t('calendar.add')}</Button>}>
        <Loaded query={calendars} isEmpty={({ items }) => items.length === 0} empty={<EmptyState>{t('calendar.empty')}</EmptyState>}>
          {({ items }) => <ul className={classes.cards}>{items.map((one) => <CalendarCard key={one.id} calendar={one} mayChange={mayChange} onEdit={() => setCalendar(one)} />)}</ul>}
        </Loaded>
      </Section>
      {policy !== null && <PolicyDialog policy={policy === 'new' ? null : policy} calendars={calendars.data?.items ?? []} onClose={() => setPolicy(null)} />}
      {calendar !== null && <CalendarDialog calendar={calendar === 'new' ? null : calendar} onClose={() => setCalendar(null)} />}
    </>
  );
}

function Figures() {
  const { t } = useTranslation('serviceLevels');
  const format = useFormat();
  const figure = useQuery(serviceFigureQuery);
  return (
    <Section title={t('figure.title')} note={t('figure.note')}>
      <Loaded query={figure}>
        {({ items }) => (
          <div className={classes.figures}>
            {clockKinds.map((clock) => {
              const kept = items.find((item) => item.clock === clock)?.kept;
              return <ValueWithInterval key={clock} label={t(`clock.${clock}`)} value={kept?.value?.share ?? null} low={kept?.value?.low ?? null} high={kept?.value?.high ?? null} n={kept?.n ?? 0} minimumN={kept?.kind === 'withheld' ? kept.minimum : 30} format={(share) => format.share(share)} nText={t('figure.n', { n: format.integer(kept?.n ?? 0) })} />;
            })}
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function PolicyCard({ policy, place, ids, calendars, mayChange, onEdit }: { policy: Policy; place: number; ids: readonly string[]; calendars: readonly Calendar[]; mayChange: boolean; onEdit: () => void }) {
  const { t } = useTranslation('serviceLevels');
  const conditionWords = useConditionWords();
  const client = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const [isLeaving, setLeaving] = useState(false);
  const again = () => client.invalidateQueries({ queryKey: serviceKey });
  const up = useMutation({ mutationFn: () => api.put('/api/service-policies/order', { body: { ids: ids.map((id, n) => (n === place - 1 ? policy.id : n === place ? ids[place - 1] : id)) } }), onSuccess: again, onError: tellFailure });
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>{place + 1}. {policy.name}</h3>
      <p className={classes.soft}>{conditionWords(policy.conditions)} · {calendars.find(({ id }) => id === policy.calendarId)?.name ?? t('policy.always')}{policy.pausesForPartner && <> · {t('policy.pauses')}</>}</p>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead><tr><th scope="col">{t('policy.priority')}</th>{clockKinds.map((kind) => <th key={kind} scope="col">{t(`clock.${kind}`)}</th>)}</tr></thead>
          <tbody>
            {casePriorities.toReversed().map((priority) => {
              const { firstReplyMinutes, nextReplyMinutes, solutionMinutes } = policy.targets[priority];
              return <tr key={priority}><th scope="row">{t(`priority.${priority}`)}</th>{[firstReplyMinutes, nextReplyMinutes, solutionMinutes].map((minutes, n) => <td key={clockKinds[n]}>{minutes === null ? '–' : writeTarget(minutes)}</td>)}</tr>;
            })}
          </tbody>
        </table>
      </div>
      {mayChange && (
        <div className={classes.actions}>
          <Button size="xs" variant="default" aria-label={`${t('action.change')}: ${policy.name}`} onClick={onEdit}>{t('action.change')}</Button>
          {place > 0 && <Button size="xs" variant="subtle" loading={up.isPending} aria-label={`${t('action.up')}: ${policy.name}`} onClick={() => up.mutate()}>{t('action.up')}</Button>}
          <Button size="xs" variant="subtle" color="danger" aria-label={`${t('action.remove')}: ${policy.name}`} onClick={() => setLeaving(true)}>{t('action.remove')}</Button>
        </div>
      )}
      <Confirm isOpen={isLeaving} onClose={() => setLeaving(false)} title={t('policy.removeTitle', { name: policy.name })} confirmLabel={t('action.remove')} tone="danger" onConfirm={async () => { await api.delete(`/api/service-policies/${policy.id}`); tell(t('policy.removed')); await again(); }}>{t('policy.removeText')}</Confirm>
    </li>
  );
}

function CalendarCard({ calendar, mayChange, onEdit }: { calendar: Calendar; mayChange: boolean; onEdit: () => void }) {
  const { t } = useTranslation('serviceLevels');
  const client = useQueryClient();
  const tellFailure = useTellFailure();
  const remove = useMutation({ mutationFn: () => api.delete(`/api/business-calendars/${calendar.id}`), onSuccess: () => client.invalidateQueries({ queryKey: serviceKey }), onError: tellFailure });
  return (
    <li className={classes.card}>
      <h3 className={classes.name}>{calendar.name} {calendar.isUsual && <Tag>{t('calendar.usual')}</Tag>}</h3>
      <p className={classes.soft}>{calendar.timeZone} · {calendar.holidayRegion === null ? t('calendar.noHolidays') : t(`region.${calendar.holidayRegion}`)} · {t('calendar.ownDays', { count: calendar.ownDays.length })}</p>
      <WeekPicture name={calendar.name} week={calendar.week} />
      {mayChange && (
        <div className={classes.actions}>
          <Button size="xs" variant="default" aria-label={`${t('action.change')}: ${calendar.name}`} onClick={onEdit}>{t('action.change')}</Button>
          {!calendar.isUsual && calendar.usedBy === 0 && <Button size="xs" variant="subtle" color="danger" aria-label={`${t('action.remove')}: ${calendar.name}`} loading={remove.isPending} onClick={() => remove.mutate()}>{t('action.remove')}</Button>}
        </div>
      )}
    </li>
  );
}
