import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useSession } from '../../../ui/session.tsx';
import type { Security } from '../second-factor.contract.ts';
import { AppSection } from './AppSection.tsx';
import { EmailSection } from './EmailSection.tsx';
import { PasskeySection } from './PasskeySection.tsx';
import { RecoverySection } from './RecoverySection.tsx';
import { SessionSection } from './SessionSection.tsx';
import classes from './security.module.css';

/** How one's own sign-in is secured, and where one is signed in. */
export function SecurityPage() {
  const { t } = useTranslation('security');
  const session = useSession();
  const security = useQuery({ queryKey: ['security'], queryFn: ({ signal }) => api.get<Security>('/api/session/security', { signal }) });
  const answer = security.data && <Trans t={t} i18nKey={answerKey(security.data)} count={security.data.passkeys.length} components={{ strong: <strong /> }} />;
  return (
    <>
      <PageHeader question={t('page.question')} answer={answer} />
      {session.secondFactorMissing && <p className={classes.note} role="alert">{t('page.missing')}</p>}
      <Loaded query={security}>
        {(data) => (
          <>
            <PasskeySection security={data} />
            <AppSection security={data} />
            {(data.appSince !== null || data.passkeys.length > 0) && <RecoverySection security={data} />}
          </>
        )}
      </Loaded>
      {!session.secondFactorMissing && <SessionSection />}
      {!session.secondFactorMissing && <EmailSection />}
    </>
  );
}

function answerKey({ appSince, passkeys }: Security): string {
  if (appSince !== null && passkeys.length > 0) return 'page.both';
  if (appSince !== null) return 'page.app';
  return passkeys.length > 0 ? 'page.passkeys' : 'page.passwordOnly';
}
