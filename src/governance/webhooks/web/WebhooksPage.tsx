import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Webhook } from '../webhooks.contract.ts';
import { WebhookDialog } from './WebhookDialog.tsx';
import { WebhookState } from './WebhookState.tsx';
import classes from './webhooks.module.css';

const closed = { open: '' };

/** Which programs hear what happens here, and whether they listen. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks');
  const [address, setAddress] = useUrlState(closed);
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: ({ signal }) => api.get<{ items: Webhook[] }>('/api/webhooks', { query: { limit: 200 }, signal }) });
  const items = webhooks.data?.items ?? [];
  const inTrouble = items.filter(({ dead, switchedOffBecause }) => dead > 0 || (switchedOffBecause !== null && switchedOffBecause !== 'by_hand'));
  const add = () => setAddress({ open: 'new' });
  return (
    <>
      <PageHeader question={t('list.question')} answer={webhooks.isSuccess ? t('list.answer', { count: items.length }) : undefined} actions={items.length > 0 ? <Button onClick={add}>{t('edit.add')}</Button> : undefined} />
      {inTrouble.length > 0 && <Alert variant="light" color="red" mb="lg" role="status">{t('list.trouble', { count: inTrouble.length })}</Alert>}
      <Loaded query={webhooks} isEmpty={() => items.length === 0} empty={<EmptyState action={{ label: t('edit.add'), onClick: add }}>{t('list.empty')}</EmptyState>}>
        {() => <ul className={classes.list}>{items.map((webhook) => <WebhookRow key={webhook.id} webhook={webhook} />)}</ul>}
      </Loaded>
      <p className={classes.soft}>{t('list.note')}</p>
      <p className={classes.text}><AppLink to="/settings/inlets">{t('list.inlets')}</AppLink></p>
      <WebhookDialog isOpen={address.open === 'new'} onClose={() => setAddress({ open: '' })} />
    </>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const { id, url, description, eventKinds, waiting, dead } = webhook;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <span className={classes.strong}><AppLink to={`/settings/webhooks/${id}`}>{description === '' ? url : description}</AppLink> <WebhookState webhook={webhook} /></span>
        {description !== '' && <span className={classes.soft}>{url}</span>}
        <span className={classes.soft}>{format.list(eventKinds.map((kind) => t(`kind.${kind}`)))}</span>
      </div>
      <span className={classes.soft}>{t('list.waiting', { count: waiting })}</span>
      <span className={classes.soft}>{t('list.dead', { count: dead })}</span>
    </li>
  );
}
