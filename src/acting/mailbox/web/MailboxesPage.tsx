import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Account, CallInlet, Form } from '../mailbox.contract.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { AccountRow } from './AccountRow.tsx';
import { CallInletDialog } from './CallInletDialog.tsx';
import { CallInletRow, FormRow } from './WayInRows.tsx';
import { FormDialog } from './FormDialog.tsx';
import { IntakesDialog } from './IntakesDialog.tsx';
import classes from './mailbox.module.css';

const closed = { open: '' };
const all = { query: { limit: 200 } };

/** How customers reach us in writing and by phone, and whether each way works. */
export function MailboxesPage() {
  const { t } = useTranslation('mailbox');
  const [{ open }, setAddress] = useUrlState(closed);
  const accounts = useQuery({ queryKey: ['mail-accounts'], refetchInterval: 15_000, queryFn: ({ signal }) => api.get<{ items: Account[] }>('/api/mail-accounts', { ...all, signal }) });
  const forms = useQuery({ queryKey: ['web-forms'], queryFn: ({ signal }) => api.get<{ items: Form[] }>('/api/web-forms', { ...all, signal }) });
  const inlets = useQuery({ queryKey: ['call-inlets'], queryFn: ({ signal }) => api.get<{ items: CallInlet[] }>('/api/call-inlets', { ...all, signal }) });
  const boxes = accounts.data?.items ?? [];
  const failing = boxes.filter(({ failingSince, pausedAt }) => failingSince !== null && pausedAt === null);
  const show = (what: string) => setAddress({ open: what });
  const close = () => setAddress({ open: '' });
  return (
    <>
      <PageHeader question={t('page.question')} answer={accounts.isSuccess ? t('page.answer', { count: boxes.length }) : undefined} actions={boxes.length > 0 ? <Button onClick={() => show('account')}>{t('account.add')}</Button> : undefined} />
      {failing.length > 0 && <Alert variant="light" color="red" mb="lg" role="status">{t('page.failing', { count: failing.length })}</Alert>}
      <Loaded query={accounts} isEmpty={() => boxes.length === 0} empty={<EmptyState action={{ label: t('account.add'), onClick: () => show('account') }}>{t('account.empty')}</EmptyState>}>
        {() => <ul className={classes.list}>{boxes.map((account) => <AccountRow key={account.id} account={account} onChange={() => show(account.id)} onIntakes={() => show(`intakes-${account.id}`)} />)}</ul>}
      </Loaded>
      <Section title={t('forms.title')} note={t('forms.note')} actions={<Button variant="default" onClick={() => show('form')}>{t('forms.add')}</Button>}>
        <Loaded query={forms} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('forms.empty')}</p>}>
          {({ items }) => <ul className={classes.list}>{items.map((form) => <FormRow key={form.id} form={form} onChange={() => show(form.id)} />)}</ul>}
        </Loaded>
      </Section>
      <Section title={t('calls.title')} note={t('calls.note')} actions={<Button variant="default" onClick={() => show('calls')}>{t('calls.add')}</Button>}>
        <Loaded query={inlets} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('calls.empty')}</p>}>
          {({ items }) => <ul className={classes.list}>{items.map((inlet) => <CallInletRow key={inlet.id} inlet={inlet} />)}</ul>}
        </Loaded>
      </Section>
      <AccountDialog isOpen={open === 'account' || boxes.some(({ id }) => id === open)} account={boxes.find(({ id }) => id === open) ?? null} onClose={close} />
      <FormDialog isOpen={open === 'form' || (forms.data?.items.some(({ id }) => id === open) ?? false)} form={forms.data?.items.find(({ id }) => id === open) ?? null} onClose={close} />
      <CallInletDialog isOpen={open === 'calls'} onClose={close} />
      <IntakesDialog account={boxes.find(({ id }) => open === `intakes-${id}`) ?? null} onClose={close} />
    </>
  );
}
