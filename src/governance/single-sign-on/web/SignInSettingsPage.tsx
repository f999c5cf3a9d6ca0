import { useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { shownFailure, useFreshProof } from '../../second-factor/web/useFreshProof.tsx';
import classes from '../../second-factor/web/security.module.css';
import { ProviderForm } from './ProviderForm.tsx';
import { signInSettingsQuery, singleSignOnQuery } from './sign-in-settings-queries.ts';
import { useRoleNames } from './useRoleNames.ts';

/** What the company asks of everybody who signs in. */
export function SignInSettingsPage() {
  const { t } = useTranslation('signInSettings');
  const provider = useQuery(singleSignOnQuery);
  const settings = provider.data?.singleSignOn;
  const key = settings ? (settings.onlySince === null ? 'page.both' : 'page.only') : 'page.none';
  return (
    <>
      <PageHeader question={t('page.question')} answer={provider.data && <Trans t={t} i18nKey={key} values={{ label: settings?.label ?? '' }} components={{ strong: <strong /> }} />} />
      <Section title={t('factor.title')} note={t('factor.note')}><RequiredRoles /></Section>
      <Section title={t('sso.title')} note={t('sso.note')}>
        <Loaded query={provider}>{({ singleSignOn, redirectAddress }) => <ProviderForm key={singleSignOn?.issuer ?? 'none'} kept={singleSignOn} redirectAddress={redirectAddress} />}</Loaded>
      </Section>
    </>
  );
}

function RequiredRoles() {
  const settings = useQuery(signInSettingsQuery);
  return <Loaded query={settings}>{({ secondFactorRoles }) => <RequiredRolesForm kept={secondFactorRoles} />}</Loaded>;
}

function RequiredRolesForm({ kept }: { kept: string[] }) {
  const { t } = useTranslation('signInSettings');
  const roles = useRoleNames();
  const tell = useTell();
  const queryClient = useQueryClient();
  const { guard, dialog } = useFreshProof();
  const [chosen, setChosen] = useState(kept);
  const save = useMutation({
    mutationFn: () => guard(() => api.put('/api/sign-in-settings', { body: { secondFactorRoles: chosen } })),
    onSuccess: () => {
      for (const queryKey of [['sign-in-settings'], ['session'], ['security']]) void queryClient.invalidateQueries({ queryKey });
      tell(t('factor.saved'));
    },
  });
  const failure = shownFailure(save.error);
  return (
    <div className={classes.form}>
      <Checkbox.Group label={t('factor.roles')} value={chosen} onChange={setChosen}>
        <div className={classes.choices}>{roles.map(({ value, label }) => <Checkbox key={value} value={value} label={label} />)}</div>
      </Checkbox.Group>
      <p className={classes.text}>{t('factor.effect')}</p>
      {failure && <ErrorState error={failure} />}
      <div><Button loading={save.isPending} onClick={() => save.mutate()}>{t('factor.save')}</Button></div>
      {dialog}
    </div>
  );
}
