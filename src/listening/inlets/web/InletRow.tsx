import { useState } from 'react';
import { Button, Collapse, CopyButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Inlet, Refusal } from '../inlets.contract.ts';
import classes from './inlets.module.css';

export function InletRow({ inlet, onChange }: { inlet: Inlet; onChange: () => void }) {
  const { t } = useTranslation(['inlets', 'keys']);
  const [isOpen, setOpen] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const { name, url, signedAs, defaultChannel, accepted, refused, lastAcceptedAt } = inlet;
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <div className={classes.who}>
          <span className={classes.strong}>{name} {refused > 0 && <Tag tone="below">{t('list.refused', { count: refused })}</Tag>}</span>
          <span className={classes.soft}>{t(`way.${signedAs}`)} · {t(`keys:channel.${defaultChannel}`)} · {t('list.accepted', { count: accepted })}{lastAcceptedAt !== null && <>, {t('list.last')} <When at={lastAcceptedAt} /></>}</span>
          <code className={classes.mono}>{url}</code>
        </div>
        <div className={classes.deeds}>
          <CopyButton value={url}>{({ copied, copy }) => <Button size="xs" variant="default" aria-label={t('list.copyOf', { name })} onClick={copy}>{t(copied ? 'list.copied' : 'list.copy')}</Button>}</CopyButton>
          <Button size="xs" variant="default" aria-label={t('list.changeOf', { name })} onClick={onChange}>{t('list.change')}</Button>
          {refused > 0 && <Button size="xs" variant="default" aria-expanded={isOpen} aria-label={t('list.refusalsOf', { name })} onClick={() => setOpen(!isOpen)}>{t('list.refusals')}</Button>}
          <Button size="xs" variant="default" aria-label={t('list.removeOf', { name })} onClick={() => setRemoving(true)}>{t('list.remove')}</Button>
        </div>
      </div>
      <Collapse expanded={isOpen}>{isOpen && <Refusals id={inlet.id} />}</Collapse>
      {isRemoving && <RemoveInlet inlet={inlet} onClose={() => setRemoving(false)} />}
    </li>
  );
}

const SHOWN = 20;

function Refusals({ id }: { id: string }) {
  const { t } = useTranslation('inlets');
  const refusals = useQuery({ queryKey: ['inlets', id, 'refusals'], queryFn: ({ signal }) => api.get<{ items: Refusal[] }>(`/api/inlets/${id}/refusals`, { query: { limit: SHOWN }, signal }) });
  return (
    <Loaded query={refusals}>
      {({ items }) => <ul className={classes.refusals}>{items.map(({ id: refusal, at, code, reason }) => <li key={refusal}><When at={at} /> · <strong>{t(`refusal.${code.replace('.', '_')}`)}</strong>: {reason}</li>)}</ul>}
    </Loaded>
  );
}

function RemoveInlet({ inlet: { id, name }, onClose }: { inlet: Inlet; onClose: () => void }) {
  const { t } = useTranslation('inlets');
  const queryClient = useQueryClient();
  const remove = async () => {
    await api.delete(`/api/inlets/${id}`);
    void queryClient.invalidateQueries({ queryKey: ['inlets'] });
  };
  return <Confirm isOpen onClose={onClose} title={t('remove.title', { name })} confirmLabel={t('list.remove')} tone="danger" onConfirm={remove}>{t('remove.text')}</Confirm>;
}
