import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Account } from '../mailbox.contract.ts';
import { RemoveWayIn } from './RemoveWayIn.tsx';
import classes from './mailbox.module.css';

/** One mailbox: whether it is read, and what hinders it. */
export function AccountRow({ account, onChange, onIntakes }: { account: Account; onChange: () => void; onIntakes: () => void }) {
  const { t } = useTranslation('mailbox');
  const queryClient = useQueryClient();
  const { name, address, host, folder, pausedAt, failingSince, failure, connectedAt, lastMailAt } = account;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <p className={classes.strong}>{name} <Tag>{t(pausedAt ? 'state.paused' : failingSince ? 'state.failing' : connectedAt ? 'state.read' : 'state.starting')}</Tag></p>
        <span className={classes.soft}>{address} · {host} · {folder}</span>
        {lastMailAt && <span className={classes.soft}>{t('account.last')} <When at={lastMailAt} /></span>}
        {failingSince && !pausedAt && <p className={classes.bad}>{t('account.failure')} <When at={failingSince} />: {failure}</p>}
      </div>
      <div className={classes.deeds}>
        <Button variant="default" size="xs" aria-label={t('account.intakesOf', { name })} onClick={onIntakes}>{t('account.intakes')}</Button>
        <Button variant="default" size="xs" aria-label={t('page.changeOf', { name })} onClick={onChange}>{t('page.change')}</Button>
        <RemoveWayIn name={name} onRemove={() => api.delete(`/api/mail-accounts/${account.id}`).then(() => queryClient.invalidateQueries({ queryKey: ['mail-accounts'] }))} />
      </div>
    </li>
  );
}
