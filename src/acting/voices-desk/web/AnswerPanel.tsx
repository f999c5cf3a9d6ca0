import { useState } from 'react';
import { Button, Checkbox, CopyButton, Group, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { voiceQuery } from '../../../listening/voices/web/voice-queries.ts';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useCan, useSession } from '../../../ui/session.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { When } from '../../../ui/words/When.tsx';
import { TemplatePicker } from '../../templates/web/TemplatePicker.tsx';
import { MAX_REPLY, type VoiceDesk } from '../voices-desk.contract.ts';
import { ReplyLine } from './ReplyLine.tsx';
import { voiceDeskQuery } from './voices-desk-queries.ts';
import classes from './voices-desk.module.css';

/** What becomes of a voice: its case, what was answered, and an answer to write. */
export function AnswerPanel({ voiceId, isInCase = false }: { voiceId: string; isInCase?: boolean }) {
  const { t } = useTranslation('voices-desk');
  const desk = useQuery(voiceDeskQuery(voiceId));
  const voice = useQuery(voiceQuery(voiceId)).data;
  const mayAnswer = useCan('update', 'voice');
  if (desk.isError) return <ErrorState error={desk.error} />;
  if (!desk.data || !voice) return null;
  const { replies } = desk.data;
  const isShownByUs = replies.some(({ text }) => text === voice.answer);
  const isBusy = replies.some(({ state }) => state === 'waiting');
  return (
    <section className={classes.box} aria-label={t('title')}>
      <div className={classes.head}><h2 className={classes.title}>{t('title')}</h2>{!isInCase && <CaseLink voiceId={voiceId} desk={desk.data} />}</div>
      {voice.answer !== '' && !isShownByUs && <Quote text={voice.answer} source={voice.answeredAt === null ? t('bySource') : <>{t('bySource')} · <When at={voice.answeredAt} /></>} />}
      {replies.length > 0 && <ul className={classes.plain}>{replies.map((reply) => <ReplyLine key={reply.id} reply={reply} hasConnector={desk.data.hasConnector} />)}</ul>}
      {mayAnswer && !isBusy && <Write voiceId={voiceId} language={voice.language} touchpoint={voice.touchpoint} hasConnector={desk.data.hasConnector} isAnswered={voice.answeredAt !== null} />}
    </section>
  );
}

function CaseLink({ voiceId, desk }: { voiceId: string; desk: VoiceDesk }) {
  const { t } = useTranslation('voices-desk');
  const go = useGo();
  const tellFailure = useTellFailure();
  const mayOpen = useCan('create', 'case');
  const open = useMutation({ mutationFn: () => api.post<{ id: string }>(`/api/voices/${voiceId}/case`), onSuccess: ({ id }) => go(`/desk/${id}`), onError: tellFailure });
  if (desk.case) return <AppLink to={`/desk/${desk.case.id}`}>{t('toCase', { number: desk.case.number })}</AppLink>;
  return mayOpen ? <Button size="xs" variant="default" loading={open.isPending} onClick={() => open.mutate()}>{t('openCase')}</Button> : null;
}

interface WriteProps { voiceId: string; language: string; touchpoint: string | null; hasConnector: boolean; isAnswered: boolean }

export function Write({ voiceId, language, touchpoint, hasConnector, isAnswered }: WriteProps) {
  const { t } = useTranslation('voices-desk');
  const { user } = useSession();
  const queries = useQueryClient();
  const tell = useTell();
  const mayUseTemplates = useCan('read', 'template');
  const [isOpen, setOpen] = useState(!isAnswered);
  const [text, setText] = useState('');
  const [isPosted, setPosted] = useState(false);
  const send = useMutation({
    mutationFn: (via: 'connector' | 'hand') => api.post(`/api/voices/${voiceId}/replies`, { body: { text: text.trim(), via, isAgain: isAnswered } }),
    onSuccess: (_answer, via) => {
      setText('');
      setPosted(false);
      setOpen(false);
      void queries.invalidateQueries({ queryKey: ['voices'] });
      void queries.invalidateQueries({ queryKey: ['cases'] });
      tell(t(via === 'connector' ? 'sent' : 'noted'));
    },
  });
  if (!isOpen) return <div><Button size="xs" variant="default" onClick={() => setOpen(true)}>{t('again')}</Button></div>;
  const isEmpty = text.trim() === '';
  return (
    <div className={classes.write}>
      <Textarea label={t('text')} description={t(hasConnector ? 'byConnector' : 'byHand')} autosize minRows={3} maxRows={14} maxLength={MAX_REPLY} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      {send.isError && <ErrorState error={send.error} />}
      {!hasConnector && <Checkbox label={t('posted')} disabled={isEmpty} checked={isPosted} onChange={(event) => setPosted(event.currentTarget.checked)} />}
      <Group gap="xs">
        {mayUseTemplates && <TemplatePicker values={{ agent: { name: user.name } }} language={language === 'de' || language === 'en' ? language : null} touchpoint={touchpoint} onInsert={(_html, rendered) => setText((before) => [before, rendered.text].filter((part) => part.trim() !== '').join('\n\n'))} />}
        <CopyButton value={text.trim()}>{({ copied, copy }) => <Button size="xs" variant="default" disabled={isEmpty} onClick={copy}>{t(copied ? 'copied' : 'copy')}</Button>}</CopyButton>
        {hasConnector ? <Button size="xs" disabled={isEmpty} loading={send.isPending} onClick={() => send.mutate('connector')}>{t('send')}</Button> : <Button size="xs" disabled={isEmpty || !isPosted} loading={send.isPending} onClick={() => send.mutate('hand')}>{t('note')}</Button>}
      </Group>
    </div>
  );
}
