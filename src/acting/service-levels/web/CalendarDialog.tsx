import { useState } from 'react';
import { Button, Modal, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { holidayRegions } from '../../../kernel/time/holidays.ts';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Calendar } from '../service-levels.contract.ts';
import { holidaysQuery, serviceKey } from './service-level-queries.ts';
import { readShifts, writeShifts } from './shifts.logic.ts';
import { WeekPicture } from './WeekPicture.tsx';
import classes from './service-levels.module.css';

interface OwnDayDraft { on: string; name: string; shifts: string }
const office = '8:00–18:00';

/** Makes or changes a calendar: shifts of the week, holidays, own days; the picture follows what is typed. */
export function CalendarDialog({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const { t } = useTranslation('serviceLevels');
  const client = useQueryClient();
  const tellFailure = useTellFailure();
  const [name, setName] = useState(calendar?.name ?? '');
  const [timeZone, setTimeZone] = useState(calendar?.timeZone ?? 'Europe/Berlin');
  const [week, setWeek] = useState<string[]>(() => calendar?.week.map(writeShifts) ?? [office, office, office, office, office, '', '']);
  const [region, setRegion] = useState<string | null>(calendar ? calendar.holidayRegion : 'BUND');
  const [ownDays, setOwnDays] = useState<OwnDayDraft[]>(() => calendar?.ownDays.map(({ on, name: title, spans }) => ({ on, name: title, shifts: writeShifts(spans) })) ?? []);
  const [isUsual, setUsual] = useState(calendar?.isUsual ?? false);
  const spans = week.map(readShifts);
  const isRight = spans.every((day) => day !== null) && ownDays.every(({ on, name: title, shifts }) => on !== '' && title.trim() !== '' && readShifts(shifts) !== null) && name.trim() !== '';
  const save = useMutation({
    mutationFn: () => {
      const body = { name, timeZone, week: spans.map((day) => day ?? []), holidayRegion: region, ownDays: ownDays.map(({ on, name: title, shifts }) => ({ on, name: title, spans: readShifts(shifts) ?? [] })), isUsual };
      return calendar ? api.put(`/api/business-calendars/${calendar.id}`, { body: { ...body, version: calendar.version } }) : api.post('/api/business-calendars', { body });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: serviceKey });
      onClose();
    },
    onError: tellFailure,
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={calendar ? t('calendar.change') : t('calendar.add')} closeButtonProps={{ 'aria-label': t('action.cancel') }}>
      <form className={classes.form} onSubmit={(event) => { event.preventDefault(); if (isRight) save.mutate(); }}>
        <TextInput label={t('calendar.name')} required maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
        <TextInput label={t('calendar.zone')} required value={timeZone} onChange={(event) => setTimeZone(event.currentTarget.value)} />
        <fieldset className={classes.week}>
          <legend>{t('calendar.week')}</legend>
          {week.map((text, n) => <TextInput key={t(`day.${n}`)} label={t(`day.${n}`)} placeholder={t('calendar.closed')} value={text} error={spans[n] === null ? t('calendar.shiftWrong') : undefined} onChange={(event) => setWeek(week.map((one, place) => (place === n ? event.currentTarget.value : one)))} />)}
        </fieldset>
        <WeekPicture name={name} week={spans.map((day) => day ?? [])} />
        <NativeSelect label={t('calendar.region')} value={region ?? ''} onChange={(event) => setRegion(event.currentTarget.value === '' ? null : event.currentTarget.value)} data={[{ value: '', label: t('calendar.noHolidays') }, ...holidayRegions.map((value) => ({ value, label: t(`region.${value}`) }))]} />
        {region !== null && <Holidays region={region} />}
        <fieldset className={classes.group}>
          <legend>{t('calendar.own')}</legend>
          {ownDays.map((day, n) => {
            const set = (change: Partial<OwnDayDraft>) => setOwnDays(ownDays.map((one, place) => (place === n ? { ...one, ...change } : one)));
            return (
              <div key={n} className={classes.ownDay}>
                <TextInput type="date" aria-label={t('calendar.ownOn')} required value={day.on} onChange={(event) => set({ on: event.currentTarget.value })} />
                <TextInput aria-label={t('calendar.ownName')} placeholder={t('calendar.ownName')} required maxLength={120} value={day.name} onChange={(event) => set({ name: event.currentTarget.value })} />
                <TextInput aria-label={t('calendar.ownShifts')} placeholder={t('calendar.closed')} value={day.shifts} error={readShifts(day.shifts) === null ? t('calendar.shiftWrong') : undefined} onChange={(event) => set({ shifts: event.currentTarget.value })} />
                <Button size="xs" variant="subtle" aria-label={`${t('action.remove')}: ${day.name}`} onClick={() => setOwnDays(ownDays.filter((_, place) => place !== n))}>{t('action.remove')}</Button>
              </div>
            );
          })}
          <div><Button size="xs" variant="default" onClick={() => setOwnDays([...ownDays, { on: '', name: '', shifts: '' }])}>{t('calendar.ownAdd')}</Button></div>
        </fieldset>
        <Switch label={t('calendar.usualLabel')} description={t('calendar.usualHint')} checked={isUsual} disabled={calendar?.isUsual === true} onChange={(event) => setUsual(event.currentTarget.checked)} />
        <div className={classes.actions}><Button type="submit" disabled={!isRight} loading={save.isPending}>{t('action.save')}</Button><Button variant="default" onClick={onClose}>{t('action.cancel')}</Button></div>
      </form>
    </Modal>
  );
}

function Holidays({ region }: { region: string }) {
  const { t, i18n } = useTranslation('serviceLevels');
  const format = useFormat();
  const [year] = useState(() => new Date().getFullYear());
  const holidays = useQuery(holidaysQuery(region, year));
  if (!holidays.data) return null;
  return (
    <details className={classes.holidays}>
      <summary>{t('calendar.holidays', { count: holidays.data.items.length, year })}</summary>
      <ul>{holidays.data.items.map(({ on, nameDe, nameEn }) => <li key={on}>{format.day(`${on}T12:00:00Z`)}: {i18n.language === 'de' ? nameDe : nameEn}</li>)}</ul>
    </details>
  );
}
