import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { Inlet } from '../inlets.contract.ts';
import { InletDialog } from './InletDialog.tsx';
import { InletRow } from './InletRow.tsx';
import classes from './inlets.module.css';

const closed = { open: '' };

/** Which programs report to us by webhook, and whether their messages are good. */
export function InletsPage() {
  const { t } = useTranslation('inlets');
  const [address, setAddress] = useUrlState(closed);
  const [changed, setChanged] = useState<Inlet | null>(null);
  const inlets = useQuery({ queryKey: ['inlets'], queryFn: ({ signal }) => api.get<{ items: Inlet[] }>('/api/inlets', { query: { limit: 200 }, signal }) });
  const items = inlets.data?.items ?? [];
  const add = () => setAddress({ open: 'new' });
  const close = () => {
    setChanged(null);
    setAddress({ open: '' });
  };
  return (
    <>
      <PageHeader question={t('list.question')} answer={inlets.isSuccess ? t('list.answer', { count: items.length }) : undefined} actions={items.length > 0 ? <Button onClick={add}>{t('edit.add')}</Button> : undefined} />
      <Loaded query={inlets} isEmpty={() => items.length === 0} empty={<EmptyState action={{ label: t('edit.add'), onClick: add }}>{t('list.empty')}</EmptyState>}>
        {() => <ul className={classes.list}>{items.map((inlet) => <InletRow key={inlet.id} inlet={inlet} onChange={() => setChanged(inlet)} />)}</ul>}
      </Loaded>
      <p className={classes.soft}>{t('list.note')}</p>
      <p><AppLink to="/settings/webhooks">{t('list.webhooks')}</AppLink></p>
      <InletDialog isOpen={address.open === 'new' || changed !== null} inlet={changed} onClose={close} />
    </>
  );
}
