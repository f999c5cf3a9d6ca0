import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { VoiceReply } from '../voices-desk.contract.ts';
import classes from './voices-desk.module.css';

const tones = { waiting: 'neutral', delivered: 'above', posted: 'above', failed: 'below' } as const;

/** One of our answers, how it got there, and what can be done when it did not. */
export function ReplyLine({ reply, hasConnector }: { reply: VoiceReply; hasConnector: boolean }) {
  const { t } = useTranslation('voices-desk');
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const mayAnswer = useCan('update', 'voice');
  const { id, text, state, writtenBy, writtenAt, postedAt, deliveredAt, failure } = reply;
  const done = { onSuccess: () => queries.invalidateQueries({ queryKey: ['voices'] }), onError: tellFailure };
  const post = useMutation({ mutationFn: () => api.post<VoiceReply>(`/api/voice-replies/${id}/posted`), ...done });
  const retry = useMutation({ mutationFn: () => api.post<VoiceReply>(`/api/voice-replies/${id}/retry`), ...done });
  return (
    <li className={classes.reply}>
      <Quote text={text} source={<><Tag tone={tones[state]}>{t(`state.${state}`)}</Tag> {t('writtenBy', { by: writtenBy })} · <When at={postedAt ?? deliveredAt ?? writtenAt} /></>} />
      {failure !== null && <p className={classes.failure}>{failure}{state === 'waiting' && ` ${t('triedAgain')}`}</p>}
      {mayAnswer && (state === 'failed' || (state === 'waiting' && failure !== null)) && (
        <Group gap={4}>
          <Button size="compact-sm" variant="subtle" loading={post.isPending} onClick={() => post.mutate()}>{t('postedNow')}</Button>
          {state === 'failed' && hasConnector && <Button size="compact-sm" variant="subtle" loading={retry.isPending} onClick={() => retry.mutate()}>{t('retry')}</Button>}
        </Group>
      )}
    </li>
  );
}
