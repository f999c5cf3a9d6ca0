import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { OwnSession } from '../../users/users.contract.ts';
import classes from './security.module.css';

export function SessionSection() {
  const { t } = useTranslation('security');
  const end = useEnd();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => api.get<{ items: OwnSession[] }>('/api/sessions', { signal }) });
  const hasOthers = (sessions.data?.items.length ?? 0) > 1;
  const endOthers = hasOthers && <Button variant="light" size="xs" loading={end.isPending} onClick={() => end.mutate({ path: '/api/sessions', message: t('session.allEnded') })}>{t('session.endOthers')}</Button>;
  return (
    <Section title={t('session.title')} note={t('session.note')} actions={endOthers}>
      <Loaded query={sessions}>{({ items }) => <ul className={classes.list}>{items.map((one) => <SessionRow key={one.id} session={one} />)}</ul>}</Loaded>
    </Section>
  );
}

function useEnd() {
  const tell = useTell();
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ path }: { path: string; message: string }) => api.delete(path),
    onSuccess: (_nothing, { message }) => tell(message),
    onError: tellFailure,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['sessions'] }),
  });
}

function SessionRow({ session: { id, browser, system, method, createdAt, lastUsedAt, isThisOne } }: { session: OwnSession }) {
  const { t } = useTranslation('security');
  const end = useEnd();
  const device = [browser, system].filter((word) => word !== null).join(', ') || t('session.unknown');
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <span className={classes.strong}>{device} {isThisOne && <Tag tone="accent">{t('session.thisOne')}</Tag>}</span>
        <span className={classes.soft}>{t(`session.method.${method}`)} <When at={createdAt} as="dateTime" /> · {t('session.used')} <When at={lastUsedAt} /></span>
      </div>
      {!isThisOne && <Button variant="default" size="xs" loading={end.isPending} onClick={() => end.mutate({ path: `/api/sessions/${id}`, message: t('session.ended', { device }) })} aria-label={t('session.endOf', { device })}>{t('session.end')}</Button>}
    </li>
  );
}
