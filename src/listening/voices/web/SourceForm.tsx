import { useState, type FormEvent } from 'react';
import { Button, Group, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { signingWays } from '../../inlets/inlets.contract.ts';
import type { IssuedSource, VoiceSource } from '../sources/voice-sources.contract.ts';
import { voiceKinds } from '../voices.contract.ts';
import { PreviewPart } from './PreviewPart.tsx';
import { SecretsReady } from './SecretsReady.tsx';
import { type SourceDraft, missingOf, newSourceBodyOf, sourceBodyOf, sourceDraftOf } from './source-draft.logic.ts';
import { TouchpointRules } from './TouchpointRules.tsx';
import classes from './voices.module.css';

const kinds = ['file', 'feed', 'json', 'webhook'] as const;

export function SourceForm({ source }: { source: VoiceSource | null }) {
  const { t } = useTranslation(['voices', 'inlets', 'ui']);
  const go = useGo();
  const tell = useTell();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<SourceDraft>(() => sourceDraftOf(source));
  const [hasTried, setTried] = useState(false);
  const change = (part: Partial<SourceDraft>) => setDraft((before) => ({ ...before, ...part }));
  const missing = missingOf(draft);
  const { kind } = draft;
  const save = useMutation({
    mutationFn: () => (source ? api.patch<IssuedSource>(`/api/voice-sources/${source.id}`, { body: sourceBodyOf(draft) }) : api.post<IssuedSource>('/api/voice-sources', { body: newSourceBodyOf(draft) })),
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['voice-sources'] });
      tell(t('form.saved'));
      if (saved.secret === null && saved.replySecret === null) go(source === null && kind === 'file' ? `/listening/voices/sources/${saved.id}` : '/listening/voices/sources');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing === null && !save.isPending) save.mutate();
  };
  if (save.data && (save.data.secret !== null || save.data.replySecret !== null)) return <SecretsReady source={save.data} />;
  const isPolled = kind === 'feed' || kind === 'json';
  const wrong = (what: typeof missing) => hasTried && missing === what && t(`form.need.${what}`);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput label={t('form.name')} required maxLength={120} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} error={wrong('name')} />
        {source === null ? <NativeSelect label={t('form.kind')} description={t(`kindText.${kind}`)} value={kind} onChange={(event) => change({ kind: kinds.find((one) => one === event.currentTarget.value) ?? 'file' })} data={kinds.map((value) => ({ value, label: t(`sourceKind.${value}`) }))} /> : <span />}
        {kind !== 'mailbox' && <NativeSelect label={t('form.voiceKind')} value={draft.voiceKind} onChange={(event) => change({ voiceKind: voiceKinds.find((one) => one === event.currentTarget.value) ?? 'review' })} data={voiceKinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />}
      </div>
      {isPolled && (
        <>
          <TextInput label={t('form.url')} type="url" required maxLength={2_000} placeholder="https://" value={draft.url} onChange={(event) => change({ url: event.currentTarget.value })} error={wrong('url')} />
          <div className={classes.pair}>
            <TextInput label={t('form.headerName')} description={source?.hasHeader ? t('form.headerKept') : t('form.headerText')} maxLength={100} placeholder="Authorization" value={draft.headerName} onChange={(event) => change({ headerName: event.currentTarget.value })} />
            <PasswordInput label={t('form.headerValue')} description={t('form.headerSealed')} autoComplete="off" maxLength={2_000} value={draft.headerValue} onChange={(event) => change({ headerValue: event.currentTarget.value })} />
            <NumberInput label={t('form.every')} min={5} max={10_080} value={draft.everyMinutes} onChange={(value) => change({ everyMinutes: Number(value) || 60 })} />
          </div>
        </>
      )}
      {kind === 'webhook' && source === null && (
        <div className={classes.pair}>
          <NativeSelect label={t('form.signedAs')} value={draft.signedAs} onChange={(event) => change({ signedAs: signingWays.find((one) => one === event.currentTarget.value) ?? 'standard' })} data={signingWays.map((value) => ({ value, label: t(`inlets:way.${value}`) }))} />
          <TextInput label={t('form.secret')} description={t('form.secretText')} autoComplete="off" value={draft.secret} onChange={(event) => change({ secret: event.currentTarget.value })} />
          {draft.signedAs === 'hmac' && <TextInput label={t('inlets:edit.header')} value={draft.signatureHeader} onChange={(event) => change({ signatureHeader: event.currentTarget.value })} />}
        </div>
      )}
      {source?.inletUrl != null && <p className={classes.soft}>{t('form.inlet')} <code className={classes.mono}>{source.inletUrl}</code></p>}
      {kind !== 'mailbox' && (
        <div className={classes.pair}>
          <NumberInput label={t('form.worst')} value={draft.worst} onChange={(value) => change({ worst: Number(value) })} error={wrong('scale')} />
          <NumberInput label={t('form.best')} value={draft.best} onChange={(value) => change({ best: Number(value) })} />
        </div>
      )}
      <TouchpointRules touchpoint={draft.touchpoint} rules={draft.rules} onChange={change} hasTried={hasTried} />
      {kind !== 'file' && kind !== 'mailbox' && <PreviewPart draft={draft} sourceId={source?.id ?? null} onMapping={(mapping) => change({ mapping })} error={wrong('mapping') || null} />}
      {kind !== 'mailbox' && <TextInput label={t('form.replyUrl')} description={t('form.replyUrlText')} type="url" maxLength={2_000} placeholder="https://" value={draft.replyUrl} onChange={(event) => change({ replyUrl: event.currentTarget.value })} />}
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="space-between">
        {source ? <SourceDeeds source={source} /> : <span />}
        <Button type="submit" loading={save.isPending}>{t(source ? 'form.save' : 'form.add')}</Button>
      </Group>
    </form>
  );
}

/** Pause, go on, take nothing more. */
function SourceDeeds({ source: { id, name, pausedAt } }: { source: VoiceSource }) {
  const { t } = useTranslation('voices');
  const go = useGo();
  const queries = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const pause = useMutation({ mutationFn: () => api.patch<IssuedSource>(`/api/voice-sources/${id}`, { body: { isPaused: pausedAt === null } }), onSuccess: () => queries.invalidateQueries({ queryKey: ['voice-sources'] }) });
  const remove = async () => {
    await api.delete<void>(`/api/voice-sources/${id}`);
    void queries.invalidateQueries({ queryKey: ['voice-sources'] });
    go('/listening/voices/sources');
  };
  return (
    <Group gap="xs">
      <Button variant="subtle" color="gray" loading={pause.isPending} onClick={() => pause.mutate()}>{t(pausedAt === null ? 'form.pause' : 'form.goOn')}</Button>
      <Button variant="subtle" color="gray" onClick={() => setRemoving(true)}>{t('form.remove')}</Button>
      <Confirm isOpen={isRemoving} onClose={() => setRemoving(false)} title={t('form.removeTitle', { name })} confirmLabel={t('form.remove')} tone="danger" onConfirm={remove}>{t('form.removeText')}</Confirm>
    </Group>
  );
}
