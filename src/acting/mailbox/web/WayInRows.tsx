import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { CallInlet, Form } from '../mailbox.contract.ts';
import { RemoveWayIn } from './RemoveWayIn.tsx';
import classes from './mailbox.module.css';

export function FormRow({ form, onChange }: { form: Form; onChange: () => void }) {
  const { t } = useTranslation('mailbox');
  const queryClient = useQueryClient();
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <p className={classes.strong}>{form.name} {form.isPaused && <Tag>{t('state.paused')}</Tag>}</p>
        <a className={classes.mono} href={form.url} target="_blank" rel="noreferrer">{form.url}</a>
      </div>
      <div className={classes.deeds}>
        <Button variant="default" size="xs" aria-label={t('page.changeOf', { name: form.name })} onClick={onChange}>{t('page.change')}</Button>
        <RemoveWayIn name={form.name} onRemove={() => api.delete(`/api/web-forms/${form.id}`).then(() => queryClient.invalidateQueries({ queryKey: ['web-forms'] }))} />
      </div>
    </li>
  );
}

export function CallInletRow({ inlet }: { inlet: CallInlet }) {
  const { t } = useTranslation('mailbox');
  const queryClient = useQueryClient();
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <p className={classes.strong}>{inlet.name}</p>
        <span className={classes.mono}>{inlet.url}</span>
        <span className={classes.soft}>{t('calls.counts', { accepted: inlet.accepted, refused: inlet.refused })}</span>
        {inlet.lastRefusal !== null && <span className={classes.soft}>{t('calls.lastRefusal')} {inlet.lastRefusal}</span>}
      </div>
      <div className={classes.deeds}><RemoveWayIn name={inlet.name} onRemove={() => api.delete(`/api/call-inlets/${inlet.id}`).then(() => queryClient.invalidateQueries({ queryKey: ['call-inlets'] }))} /></div>
    </li>
  );
}
