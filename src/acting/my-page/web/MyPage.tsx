import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useGo } from '../../../ui/address.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import { usePathParam } from '../../../ui/url-state.ts';
import type { MyPage as Page } from '../my-page.contract.ts';
import { AskLink } from './AskLink.tsx';
import { MyChannels } from './MyChannels.tsx';
import { MyData } from './MyData.tsx';
import { MyRequests } from './MyRequests.tsx';
import { MyRights } from './MyRights.tsx';
import { keepKey, keepToken, my, myKey, readKey, readToken } from './my-session.ts';
import classes from './my-page.module.css';

/** Behind the link: takes the token out of the address at once, so that it is in no history and no picture of the screen. */
export function MyLinkPage() {
  const token = usePathParam('token');
  const go = useGo();
  useEffect(() => {
    keepToken(token);
    keepKey(null);
    go('/my');
  }, [token, go]);
  return <Frame><Skeleton lines={4} /></Frame>;
}

/** The customer's own page: asks for a link, opens one, or shows what belongs to them. */
export function MyPage() {
  const [stage, setStage] = useState<'ask' | 'open' | 'shown' | 'ended' | 'gone'>(() => (readKey() !== null ? 'shown' : readToken() !== null ? 'open' : 'ask'));
  const end = (next: 'ended' | 'gone') => {
    keepKey(null);
    keepToken(null);
    setStage(next);
  };
  return (
    <Frame>
      {stage === 'open' && <OpenLink onOpen={() => setStage('shown')} onGone={() => end('gone')} />}
      {stage === 'shown' && <Shown onEnd={() => end('ended')} onGone={() => end('gone')} />}
      {(stage === 'ask' || stage === 'ended' || stage === 'gone') && <AskLink note={stage === 'ask' ? null : stage} />}
    </Frame>
  );
}

const isGone = (error: unknown): boolean => error instanceof ProblemError && error.code === 'my_link.not_valid';

/** A click, because programs that check mails open links too, and this one opens once. */
function OpenLink({ onOpen, onGone }: { onOpen: () => void; onGone: () => void }) {
  const { t, i18n } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const open = useMutation({
    mutationFn: () => api.post<{ key: string; page: Page }>('/api/my/open', { body: { token: readToken() ?? '' } }),
    onSuccess: ({ key, page }) => {
      keepKey(key);
      keepToken(null);
      queryClient.setQueryData(myKey, page);
      if (page.language === 'de' || page.language === 'en') void i18n.changeLanguage(page.language);
      onOpen();
    },
    onError: (error) => isGone(error) && onGone(),
  });
  return (
    <>
      <h1 className={classes.title}>{t('open.title')}</h1>
      <p className={classes.lead}>{t('open.text')}</p>
      {open.isError && !isGone(open.error) && <ErrorState error={open.error} />}
      <Button size="lg" fullWidth loading={open.isPending} onClick={() => open.mutate()}>{t('open.action')}</Button>
    </>
  );
}

function Shown({ onEnd, onGone }: { onEnd: () => void; onGone: () => void }) {
  const { t } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const page = useQuery({ queryKey: myKey, queryFn: ({ signal }) => my.read(signal), staleTime: Infinity, retry: false });
  const gone = page.isError && isGone(page.error);
  useEffect(() => {
    if (gone) onGone();
  }, [gone, onGone]);
  if (page.isError && !gone) return <ErrorState error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Skeleton lines={8} />;
  const end = () => {
    void my.post('end').catch(() => undefined).then(() => {
      queryClient.removeQueries({ queryKey: myKey });
      onEnd();
    });
  };
  return (
    <>
      <h1 className={classes.title}>{page.data.name === '' ? t('shown.hello') : t('shown.helloName', { name: page.data.name })}</h1>
      <p className={classes.lead}>{t('shown.lead', { company: page.data.company })}</p>
      <MyRequests page={page.data} />
      <MyChannels page={page.data} />
      <MyData page={page.data} />
      <MyRights page={page.data} />
      <p className={classes.soft}>{t('shown.until')}</p>
      <Button variant="default" size="md" onClick={end}>{t('shown.end')}</Button>
    </>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation('my-page');
  useEffect(() => {
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);
  const other = i18n.language === 'de' ? 'en' : 'de';
  return (
    <div className={classes.frame}>
      <div className={classes.bar}><span>{t('title')}</span><button type="button" className={classes.language} lang={other} onClick={() => void i18n.changeLanguage(other)}>{other === 'de' ? 'Deutsch' : 'English'}</button></div>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
