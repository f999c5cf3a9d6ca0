import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { PublicInquiry } from '../inquiries.contract.ts';
import { PublicAnswerForm } from './PublicAnswerForm.tsx';
import classes from './public-inquiry.module.css';

const publicKey = (token: string) => ['public-inquiry', token];

/** What somebody outside sees behind a link: our question, what was shared, and a place to answer. No sign-in. */
export function PublicInquiryPage() {
  const token = usePathParam('inquiryToken');
  const { t, i18n } = useTranslation('inquiries');
  const query = useQuery({ queryKey: publicKey(token), queryFn: ({ signal }) => api.get<PublicInquiry>(`/api/public/inquiries/${encodeURIComponent(token)}`, { signal, expect401: true }), retry: false, refetchOnWindowFocus: false });
  const language = query.data?.language;
  // Our question is in the language of the partner, so the page begins in it too; both can be chosen.
  useEffect(() => {
    if (language !== undefined) void i18n.changeLanguage(language);
  }, [language, i18n]);
  const other = i18n.language === 'de' ? 'en' : 'de';
  const isUnknown = query.error instanceof ProblemError && (query.error.code === 'inquiry.link_not_valid' || query.error.status === 400);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <strong>{query.data?.company}</strong>
        <Button size="compact-sm" variant="subtle" lang={other} onClick={() => void i18n.changeLanguage(other)}>{other === 'de' ? 'Deutsch' : 'English'}</Button>
      </header>
      <main id="main" tabIndex={-1} className={classes.card}>
        {query.isPending ? <Skeleton lines={5} /> : isUnknown ? <Plain title={t('public.unknown')} text={t('public.unknownText')} /> : query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : query.data.isClosed ? <Plain title={t('public.closed')} text={t('public.closedText')} /> : <Question token={token} inquiry={query.data} />}
      </main>
    </div>
  );
}

function Plain({ title, text }: { title: string; text: string }) {
  return <><h1 className={classes.title}>{title}</h1><p className={classes.text}>{text}</p></>;
}

function Question({ token, inquiry }: { token: string; inquiry: PublicInquiry }) {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  return (
    <>
      <p className={classes.soft}>{t(inquiry.company === '' ? 'public.introPlain' : 'public.intro', { company: inquiry.company, number: inquiry.number, due: format.dateTime(inquiry.dueAt) })}</p>
      <h1 className={classes.title} lang={inquiry.language}>{inquiry.subjectLine}</h1>
      {inquiry.shared.length > 0 && <dl className={classes.pairs} lang={inquiry.language}>{inquiry.shared.map(({ field, label, value }) => <div key={field}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>}
      <ol className={classes.thread} aria-label={t('one.thread')}>
        {inquiry.entries.map((entry) => (
          <li key={entry.id} className={classes.entry} data-kind={entry.kind}>
            <p className={classes.entryHead}><strong>{t(entry.kind === 'question' ? 'public.question' : 'public.yourAnswer')}</strong> {format.dateTime(entry.at)}</p>
            <p className={classes.words}>{entry.text}</p>
            {entry.files.length > 0 && <ul className={classes.files}>{entry.files.map(({ id, name }) => <li key={id}><a href={`/api/public/inquiries/${encodeURIComponent(token)}/files/${id}`} download={name}>{name}</a></li>)}</ul>}
          </li>
        ))}
      </ol>
      <PublicAnswerForm token={token} hasAnswered={inquiry.entries.some(({ kind }) => kind === 'answer')} />
    </>
  );
}
