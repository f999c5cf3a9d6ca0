import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sourceChannels } from '../../../governance/keys/keys.contract.ts';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type Inlet, type IssuedInlet, signingWays } from '../inlets.contract.ts';
import { InletReady } from './InletReady.tsx';
import { MappingFields } from './MappingFields.tsx';
import { draftOf, emptyDraft, mappingOf } from './inlet-draft.logic.ts';
import classes from './inlets.module.css';

/** Adds a webhook that comes in, or changes the given one. */
export function InletDialog({ isOpen, inlet, onClose }: { isOpen: boolean; inlet: Inlet | null; onClose: () => void }) {
  const { t } = useTranslation(['inlets', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(inlet ? 'edit.change' : 'edit.add')} size="xl" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <InletForm inlet={inlet} onClose={onClose} />}
    </Modal>
  );
}

function InletForm({ inlet, onClose }: { inlet: Inlet | null; onClose: () => void }) {
  const { t } = useTranslation(['inlets', 'keys', 'ui']);
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => (inlet ? draftOf(inlet) : emptyDraft));
  const [hasTried, setTried] = useState(false);
  const change = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const mapping = mappingOf(draft);
  const isReady = draft.name.trim() !== '' && mapping !== null;
  const save = useMutation({
    mutationFn: async (): Promise<IssuedInlet> => {
      const given = { name: draft.name.trim(), mapping, defaultChannel: draft.channel };
      const secret = draft.secret === '' ? {} : { secret: draft.secret };
      if (inlet) return { ...(await api.patch<Inlet>(`/api/inlets/${inlet.id}`, { body: { ...given, ...secret } })), secret: null };
      return api.post<IssuedInlet>('/api/inlets', { body: { ...given, ...secret, signedAs: draft.signedAs, signature: draft.signedAs === 'hmac' ? draft.signature : null } });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['inlets'] });
      if (inlet) onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isReady && !save.isPending) save.mutate();
  };
  if (save.data && !inlet) return <InletReady inlet={save.data} onClose={onClose} />;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <div className={classes.pair}>
        <TextInput label={t('edit.name')} description={t('edit.nameText')} data-autofocus maxLength={120} value={draft.name} onChange={(event) => change({ name: event.currentTarget.value })} error={hasTried && draft.name.trim() === '' && t('edit.needName')} />
        <NativeSelect label={t('edit.channel')} description={t('edit.channelText')} value={draft.channel} onChange={(event) => change({ channel: sourceChannels.find((one) => one === event.currentTarget.value) ?? 'other' })} data={sourceChannels.map((value) => ({ value, label: t(`keys:channel.${value}`) }))} />
      </div>
      <div className={classes.pair}>
        <NativeSelect label={t('edit.way')} description={t(`wayText.${draft.signedAs}`)} disabled={inlet !== null} value={draft.signedAs} onChange={(event) => change({ signedAs: signingWays.find((one) => one === event.currentTarget.value) ?? 'standard' })} data={signingWays.map((value) => ({ value, label: t(`way.${value}`) }))} />
        <TextInput label={t('edit.secret')} description={t(inlet ? 'edit.secretKept' : 'edit.secretText')} autoComplete="off" value={draft.secret} onChange={(event) => change({ secret: event.currentTarget.value })} classNames={{ input: classes.mono ?? '' }} />
      </div>
      {draft.signedAs === 'hmac' && inlet === null && (
        <div className={classes.triple}>
          <TextInput label={t('edit.header')} value={draft.signature.header} onChange={(event) => change({ signature: { ...draft.signature, header: event.currentTarget.value } })} />
          <NativeSelect label={t('edit.encoding')} value={draft.signature.encoding} onChange={(event) => change({ signature: { ...draft.signature, encoding: event.currentTarget.value === 'base64' ? 'base64' : 'hex' } })} data={['hex', 'base64']} />
          <TextInput label={t('edit.prefix')} placeholder="sha256=" value={draft.signature.prefix} onChange={(event) => change({ signature: { ...draft.signature, prefix: event.currentTarget.value } })} />
        </div>
      )}
      <MappingFields draft={draft} onChange={change} hasTried={hasTried} />
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t(inlet ? 'edit.save' : 'edit.submit')}</Button>
      </Group>
    </form>
  );
}
