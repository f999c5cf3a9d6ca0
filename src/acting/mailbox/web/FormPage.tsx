import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ProblemError } from '../../../ui/problem.ts';
import type { PublicForm } from '../mailbox.contract.ts';
import { FormFields } from './FormFields.tsx';
import classes from './mailbox.module.css';

/** What a customer writes to the company, on an own phone: no sign-in, no shell, nothing stored in the browser. */
export function FormPage() {
  const { t, i18n } = useTranslation('mailbox');
  const [code] = useState(() => decodeURIComponent(location.pathname.split('/')[2] ?? ''));
  const [number, setNumber] = useState<string | null | undefined>(undefined);
  const form = useQuery({ queryKey: ['form', code], retry: false, staleTime: Infinity, queryFn: ({ signal }) => api.get<PublicForm>(`/api/public/forms/${encodeURIComponent(code)}`, { signal, expect401: true }) });
  const language = i18n.language === 'en' ? 'en' : 'de';
  const texts = form.data?.texts[language];
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  useEffect(() => { if (texts) document.title = texts.title; }, [texts]);
  const isGone = form.error instanceof ProblemError && form.error.status === 404;
  return (
    <div className={classes.outside}>
      <header className={classes.sheetHead}>
        <span className={classes.soft}>{form.data?.company}</span>
        <Button variant="subtle" size="sm" lang={language === 'de' ? 'en' : 'de'} onClick={() => void i18n.changeLanguage(language === 'de' ? 'en' : 'de')}>{language === 'de' ? 'English' : 'Deutsch'}</Button>
      </header>
      <main id="main" tabIndex={-1} className={classes.sheet}>
        {form.isPending && <p role="status">{t('form.loading')}</p>}
        {form.isError && (
          <div role="alert">
            <h1 className={classes.title}>{t(isGone ? 'form.gone' : 'form.failed')}</h1>
            <p className={classes.intro}>{t(isGone ? 'form.goneText' : 'form.failedText')}</p>
            {!isGone && <Button onClick={() => void form.refetch()}>{t('form.again')}</Button>}
          </div>
        )}
        {form.data && texts && number === undefined && (
          <>
            <h1 className={classes.title}>{texts.title}</h1>
            {texts.intro !== '' && <p className={classes.intro}>{texts.intro}</p>}
            <FormFields form={form.data} language={language} onSent={setNumber} />
          </>
        )}
        {number !== undefined && (
          <div role="status">
            <h1 className={classes.title}>{t('form.thanks')}</h1>
            <p className={classes.intro}>{texts?.thanks || t('form.thanksText')}</p>
            {number !== null && <p className={classes.strong}>{t('form.number', { number })}</p>}
          </div>
        )}
      </main>
    </div>
  );
}
