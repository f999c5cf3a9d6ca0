import { Button, FileButton, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../../clients/sdk/new-id.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { InquiryFile, PublicInquiry } from '../inquiries.contract.ts';
import classes from './public-inquiry.module.css';

/** The answer of somebody outside: words and files. Several answers may follow one another. */
export function PublicAnswerForm({ token, hasAnswered }: { token: string; hasAnswered: boolean }) {
  const { t } = useTranslation('inquiries');
  const queries = useQueryClient();
  const path = `/api/public/inquiries/${encodeURIComponent(token)}`;
  const key = useRef(newId());
  const [text, setText] = useState('');
  const [files, setFiles] = useState<InquiryFile[]>([]);
  const [isSent, setSent] = useState(false);
  const [hasTried, setTried] = useState(false);
  const upload = useMutation({
    mutationFn: async (chosen: File[]) => {
      for (const file of chosen) {
        const kept = await api.post<InquiryFile>(`${path}/files`, { query: { name: file.name }, body: new Blob([file]), headers: { 'content-type': 'application/octet-stream' }, timeoutMs: 120_000 });
        setFiles((before) => [...before, kept]);
      }
    },
  });
  const send = useMutation({
    mutationFn: () => api.post<PublicInquiry>(`${path}/answers`, { body: { text: text.trim(), files: files.map(({ id }) => id), onceKey: key.current } }),
    onSuccess: (inquiry) => {
      queries.setQueryData(['public-inquiry', token], inquiry);
      key.current = newId();
      setText('');
      setFiles([]);
      setTried(false);
      setSent(true);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (text.trim() !== '' && !send.isPending && !upload.isPending) send.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {isSent && <p className={classes.thanks} role="status">{t('public.thanks')}</p>}
      <Textarea
        label={t(hasAnswered ? 'public.more' : 'public.answer')} value={text} maxLength={20_000} autosize minRows={4} maxRows={18} error={hasTried && text.trim() === '' && t('public.missing')}
        onChange={(event) => { setText(event.currentTarget.value); setSent(false); }}
      />
      {files.length > 0 && <ul className={classes.files}>{files.map(({ id, name }) => <li key={id}>{name} <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setFiles((before) => before.filter((file) => file.id !== id))}>{t('public.removeFile')}</Button></li>)}</ul>}
      {(upload.isError || send.isError) && <ErrorState error={upload.error ?? send.error} />}
      <div className={classes.deeds}>
        <FileButton multiple onChange={(chosen) => chosen.length > 0 && upload.mutate(chosen.slice(0, 10 - files.length))}>{(props) => <Button {...props} variant="default" loading={upload.isPending} disabled={files.length >= 10}>{t('public.addFile')}</Button>}</FileButton>
        <Button type="submit" loading={send.isPending} disabled={upload.isPending}>{t('public.send')}</Button>
      </div>
      <p className={classes.soft}>{t('public.fileText')}</p>
    </form>
  );
}
