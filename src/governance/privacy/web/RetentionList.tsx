import { useState } from 'react';
import { Button, Modal, NativeSelect, NumberInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { RetentionDryRun, RetentionKind } from '../privacy.contract.ts';
import { retentionQuery } from './privacy-queries.ts';
import classes from './privacy.module.css';

/** How long what is kept; every kind that can grow old has a line. */
export function RetentionList() {
  const { t } = useTranslation('privacy');
  const list = useQuery(retentionQuery);
  const [open, setOpen] = useState<RetentionKind | null>(null);
  return (
    <Section title={t('retention.title')} note={t('retention.note')}>
      <Loaded query={list}>{({ items }) => <ul className={classes.list}>{items.map((kind) => <RetentionRow key={kind.kind} kind={kind} onEdit={() => setOpen(kind)} />)}</ul>}</Loaded>
      {open && <RuleDialog key={open.kind} kind={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

function useLabel() {
  const { i18n } = useTranslation('privacy');
  return ({ labelDe, labelEn }: { labelDe: string; labelEn: string }) => (i18n.language === 'de' ? labelDe : labelEn);
}

function RetentionRow({ kind, onEdit }: { kind: RetentionKind; onEdit: () => void }) {
  const { t } = useTranslation('privacy');
  const label = useLabel();
  const format = useFormat();
  const canChange = useCan('update', 'privacy');
  const { rule } = kind;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}>{label(kind)}</span>
        <span className={classes.soft}>{rule === null && kind.usualDays !== null ? t('retention.usual', { count: kind.usualDays }) : rule === null ? t('retention.forever') : t(`retention.${rule.action}After`, { count: rule.afterDays })}</span>
        {rule?.lastRunAt && <span className={classes.soft}>{rule.lastFailure ? t('retention.lastFailed', { when: format.dateTime(rule.lastRunAt) }) : t('retention.lastRun', { when: format.dateTime(rule.lastRunAt), count: rule.lastCount ?? 0 })}</span>}
      </div>
      {canChange && <Button size="xs" variant="default" onClick={onEdit} aria-label={t('retention.editOf', { name: label(kind) })}>{t('retention.edit')}</Button>}
    </li>
  );
}

function RuleDialog({ kind, onClose }: { kind: RetentionKind; onClose: () => void }) {
  const { t } = useTranslation(['privacy', 'ui']);
  const label = useLabel();
  const tell = useTell();
  const queries = useQueryClient();
  const [action, setAction] = useState<string>(kind.rule?.action ?? kind.actions[0] ?? 'delete');
  const [afterDays, setAfterDays] = useState<number | string>(kind.rule?.afterDays ?? kind.usualDays ?? 730);
  const path = `/api/privacy/retention/${encodeURIComponent(kind.kind)}`;
  const body = { action, afterDays: Number(afterDays) };
  const dryRun = useMutation({ mutationFn: () => api.post<RetentionDryRun>(`${path}/dry-run`, { body, timeoutMs: 120_000 }) });
  const finish = (message: string) => {
    void queries.invalidateQueries({ queryKey: ['privacy', 'retention'] });
    tell(message);
    onClose();
  };
  const save = useMutation({ mutationFn: () => api.put(path, { body }), onSuccess: () => finish(t('retention.saved')) });
  const remove = useMutation({ mutationFn: () => api.delete(path), onSuccess: () => finish(kind.usualDays === null ? t('retention.removed') : t('retention.usualAgain', { count: kind.usualDays })) });
  const isWrong = !Number.isInteger(Number(afterDays)) || Number(afterDays) < 1;
  const failure = dryRun.error ?? save.error ?? remove.error;
  return (
    <Modal opened onClose={onClose} title={t('retention.dialog', { name: label(kind) })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <div className={classes.stack}>
        <NativeSelect label={t('retention.action')} description={t(`retention.${action}Text`)} value={action} onChange={(event) => { setAction(event.currentTarget.value); dryRun.reset(); }} data={kind.actions.map((value) => ({ value, label: t(`retention.${value}`) }))} />
        <NumberInput label={t('retention.days')} min={1} max={36_500} allowDecimal={false} value={afterDays} onChange={(value) => { setAfterDays(value); dryRun.reset(); }} error={isWrong && t('retention.daysWrong')} />
        {dryRun.data && <DryRun result={dryRun.data} />}
        {failure && <ErrorState error={failure} />}
        <div className={classes.deeds}>
          <Button variant="default" loading={dryRun.isPending} disabled={isWrong} onClick={() => dryRun.mutate()}>{t('retention.dryRun')}</Button>
          {kind.rule && <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>{kind.usualDays === null ? t('retention.remove') : t('retention.toUsual', { count: kind.usualDays })}</Button>}
          <Button loading={save.isPending} disabled={isWrong} onClick={() => save.mutate()}>{t('retention.save')}</Button>
        </div>
      </div>
    </Modal>
  );
}

function DryRun({ result }: { result: RetentionDryRun }) {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  return (
    <div role="status">
      <p className={classes.text}>{t('retention.would', { count: result.n, n: format.integer(result.n), day: format.date(result.before) })}</p>
      {result.byYear.length > 0 && <ul className={classes.counts}>{result.byYear.map(({ year, n }) => <li key={year}><span>{year}</span><span className={classes.number}>{format.integer(n)}</span></li>)}</ul>}
    </div>
  );
}
