import { type FormEvent, useState } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import type { KnownIssue } from '../../known-issues/known-issues.contract.ts';
import type { Outreach, OutreachText } from '../outreach.contract.ts';
import { ChannelsField } from './ChannelsField.tsx';
import { LiveField } from './LiveField.tsx';
import { PurposeField } from './PurposeField.tsx';
import { useReadyChannels } from './useReadyChannels.ts';
import { emptyTexts, TextsFields, textsIn } from './TextsFields.tsx';
import classes from './outreach.module.css';

/** The known issue that it is about. */
const noIssue = { issue: '' };
const usualChannels = ['mail', 'sms', 'messenger', 'letter'] as const;

/** Those that can send; where none can yet, the usual ones. */
function proposedChannels(ready: readonly string[] | undefined): string[] {
  const known = usualChannels.filter((channel) => ready?.includes(channel));
  return known.length > 0 ? known : [...usualChannels];
}

export function NewOutreachPage() {
  const { t } = useTranslation('outreach');
  const [{ issue: issueId }] = useUrlState(noIssue);
  const issue = useQuery({ queryKey: ['known-issues', issueId], queryFn: ({ signal }) => api.get<KnownIssue>(`/api/known-issues/${issueId}`, { signal }), enabled: issueId !== '' });
  const back = issueId === '' ? { to: '/desk/outreach', label: t('one.back') } : { to: `/desk/known-issues/${issueId}`, label: issue.data?.title ?? t('one.back') };
  return (
    <>
      <PageHeader question={t('new.question')} answer={t('new.answer')} back={back} />
      {issueId !== '' && issue.isPending ? <PageSkeleton /> : issue.isError ? <ErrorState error={issue.error} /> : <NewForm issue={issue.data ?? null} />}
    </>
  );
}

function NewForm({ issue }: { issue: KnownIssue | null }) {
  const { t } = useTranslation('outreach');
  const go = useGo();
  const queryClient = useQueryClient();
  const [title, setTitle] = useState(issue?.title ?? '');
  const [model, setModel] = useState('');
  const [softwareBelow, setSoftwareBelow] = useState('');
  const [product, setProduct] = useState('');
  const [purpose, setPurpose] = useState('service');
  const ready = useReadyChannels();
  const [wanted, setChannels] = useState<string[] | null>(null);
  const channels = wanted ?? proposedChannels(ready);
  const [isLive, setLive] = useState(false);
  const [texts, setTexts] = useState<OutreachText[]>(emptyTexts);
  const [hasTried, setTried] = useState(false);
  const filter = { ...(model.trim() === '' ? {} : { device: { model: model.trim(), ...(softwareBelow.trim() === '' ? {} : { softwareBelow: softwareBelow.trim() }) } }), ...(product.trim() === '' ? {} : { contract: { product: product.trim() } }) };
  const isWhole = title.trim() !== '' && channels.length > 0 && (issue !== null || (Object.keys(filter).length > 0 && textsIn(texts).length > 0));
  const save = useMutation({
    mutationFn: () => api.post<Outreach>('/api/outreaches', { body: { title: title.trim(), purpose, channels, isLive, ...(issue ? { issueId: issue.id } : { filter, texts: textsIn(texts) }) } }),
    onSuccess: (made) => {
      void queryClient.invalidateQueries({ queryKey: ['outreaches'] });
      go(`/desk/outreach/${made.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole) save.mutate();
  };
  const missing = (value: string) => (hasTried && value.trim() === '' ? { error: t('new.required') } : {});
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput label={t('new.title')} value={title} onChange={(event) => setTitle(event.currentTarget.value)} maxLength={200} {...missing(title)} />
      {issue === null && (
        <fieldset className={classes.fields}>
          <legend>{t('new.who')}</legend>
          <div className={classes.three}>
            <TextInput label={t('new.model')} value={model} onChange={(event) => setModel(event.currentTarget.value)} maxLength={200} {...(product.trim() === '' ? missing(model) : {})} />
            <TextInput label={t('new.softwareBelow')} value={softwareBelow} onChange={(event) => setSoftwareBelow(event.currentTarget.value)} maxLength={60} placeholder="4.2" />
            <TextInput label={t('new.product')} value={product} onChange={(event) => setProduct(event.currentTarget.value)} maxLength={200} />
          </div>
        </fieldset>
      )}
      <PurposeField value={purpose} onChange={setPurpose} />
      <ChannelsField value={channels} onChange={setChannels} />
      <LiveField value={isLive} onChange={setLive} />
      {issue === null ? <TextsFields texts={texts} onChange={setTexts} isWanted={hasTried} /> : <p className={classes.soft}>{t('new.textsOfIssue')}</p>}
      {save.isError && <ErrorState error={save.error} />}
      <Group gap="xs"><Button type="submit" loading={save.isPending}>{t('new.save')}</Button><span className={classes.soft}>{t('new.nobodyYet')}</span></Group>
    </form>
  );
}
