import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Group, PasswordInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { shownFailure, useFreshProof } from '../../second-factor/web/useFreshProof.tsx';
import classes from '../../second-factor/web/security.module.css';
import type { GroupRole, SingleSignOn } from '../single-sign-on.contract.ts';
import { GroupRoles } from './GroupRoles.tsx';
import { useRoleNames } from './useRoleNames.ts';

const empty = { issuer: '', clientId: '', label: '', allowedDomains: [] as string[], defaultRole: null as string | null, groupsClaim: null as string | null, groupRoles: [] as GroupRole[] };

/** The company's own OpenID Connect provider. Saving asks it first, so that a wrong address shows here and not at the next sign-in. */
export function ProviderForm({ kept, redirectAddress }: { kept: SingleSignOn | null; redirectAddress: string }) {
  const { t } = useTranslation('signInSettings');
  const roles = useRoleNames();
  const tell = useTell();
  const queryClient = useQueryClient();
  const { guard, dialog } = useFreshProof();
  const [form, setForm] = useState(() => ({ ...empty, ...kept, isOnlyWay: kept?.onlySince != null }));
  const [clientSecret, setSecret] = useState('');
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }));
  const refresh = () => {
    for (const queryKey of [['single-sign-on'], ['sign-in-ways']]) void queryClient.invalidateQueries({ queryKey });
  };
  const save = useMutation({
    mutationFn: () => guard(() => api.put('/api/single-sign-on', { body: bodyOf(form, clientSecret) })),
    onSuccess: () => {
      setSecret('');
      refresh();
      tell(t('sso.saved'));
    },
  });
  const isComplete = form.issuer !== '' && form.clientId !== '' && form.label !== '' && (kept !== null || clientSecret !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !save.isPending) save.mutate();
  };
  const failure = shownFailure(save.error);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={`${classes.form} ${classes.narrow}`}>
        <TextInput label={t('sso.redirect')} description={t('sso.redirectText')} readOnly value={redirectAddress} onFocus={(event) => event.currentTarget.select()} />
        <TextInput label={t('sso.issuer')} description={t('sso.issuerText')} placeholder="https://login.company.example" value={form.issuer} onChange={(event) => set({ issuer: event.currentTarget.value.trim() })} />
        <TextInput label={t('sso.clientId')} autoComplete="off" value={form.clientId} onChange={(event) => set({ clientId: event.currentTarget.value.trim() })} />
        <PasswordInput label={t('sso.clientSecret')} {...(kept ? { description: t('sso.secretKept') } : {})} autoComplete="off" value={clientSecret} onChange={(event) => setSecret(event.currentTarget.value)} />
        <TextInput label={t('sso.label')} description={t('sso.labelText')} maxLength={60} value={form.label} onChange={(event) => set({ label: event.currentTarget.value })} />
        <TagsInput label={t('sso.domains')} description={t('sso.domainsText')} placeholder={form.allowedDomains.length === 0 ? 'company.example' : ''} value={form.allowedDomains} onChange={(allowedDomains) => set({ allowedDomains })} />
        <Select label={t('sso.defaultRole')} description={t('sso.defaultRoleText')} clearable placeholder={t('sso.nobody')} data={roles} value={form.defaultRole} onChange={(defaultRole) => set({ defaultRole })} clearButtonProps={{ 'aria-label': t('sso.nobody') }} />
        <TextInput label={t('sso.groupsClaim')} description={t('sso.groupsClaimText')} placeholder="groups" value={form.groupsClaim ?? ''} onChange={(event) => set({ groupsClaim: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value.trim() })} />
      </div>
      {form.groupsClaim !== null && <GroupRoles value={form.groupRoles} onChange={(groupRoles) => set({ groupRoles })} />}
      <Checkbox label={t('sso.only')} description={t('sso.onlyText')} checked={form.isOnlyWay} onChange={(event) => set({ isOnlyWay: event.currentTarget.checked })} />
      {failure && <ErrorState error={failure} />}
      <Group gap="xs">
        <Button type="submit" disabled={!isComplete} loading={save.isPending}>{t('sso.save')}</Button>
        {kept && <RemoveProvider guard={guard} onRemoved={refresh} />}
      </Group>
      {dialog}
    </form>
  );
}

function bodyOf({ issuer, clientId, label, allowedDomains, defaultRole, groupsClaim, groupRoles, isOnlyWay }: typeof empty & { isOnlyWay: boolean }, clientSecret: string) {
  const filled = groupsClaim === null ? [] : groupRoles.filter(({ group }) => group.trim() !== '');
  return { issuer, clientId, label: label.trim(), allowedDomains, defaultRole, groupsClaim, groupRoles: filled, isOnlyWay, ...(clientSecret === '' ? {} : { clientSecret }) };
}

function RemoveProvider({ guard, onRemoved }: { guard: <Answer>(call: () => Promise<Answer>) => Promise<Answer>; onRemoved: () => void }) {
  const { t } = useTranslation('signInSettings');
  const tell = useTell();
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    setAsking(false);
    await guard(() => api.delete('/api/single-sign-on'));
    onRemoved();
    tell(t('sso.removed'));
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>{t('sso.remove')}</Button>
      <Confirm isOpen={isAsking} onClose={() => setAsking(false)} title={t('sso.removeTitle')} confirmLabel={t('sso.remove')} tone="danger" onConfirm={remove}>{t('sso.removeText')}</Confirm>
    </>
  );
}
