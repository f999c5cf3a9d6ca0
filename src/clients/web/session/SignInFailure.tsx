import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { ProblemError } from '../../../ui/problem.ts';
import classes from './session.module.css';

export function SignInFailure({ error, wrong = 'signIn.wrong' }: { error: Error | null; wrong?: string }) {
  const { t } = useTranslation('shell');
  if (!error) return null;
  if (!(error instanceof ProblemError)) return <ErrorState error={error} />;
  if (error.code === 'sign_in.step_over') return <p role="alert" className={classes.wrong}>{t('secondFactor.over')}</p>;
  if (error.status === 401 || error.code === 'second_factor.wrong') return <p role="alert" className={classes.wrong}>{t(wrong)}</p>;
  if (error.status === 429) return <p role="alert" className={classes.wrong}>{t('signIn.tooMany', { seconds: error.retryAfterSeconds ?? 60 })}</p>;
  return <ErrorState error={error} />;
}
