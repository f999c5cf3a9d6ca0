import { useState, type FormEvent } from 'react';
import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type IssuedWebhook, offeredKinds, type Webhook } from '../webhooks.contract.ts';
import { SecretReady } from './SecretReady.tsx';
import classes from './webhooks.module.css';

/** Adds a webhook, or changes the given one. */
export function WebhookDialog({ isOpen, onClose, webhook }: { isOpen: boolean; onClose: () => void; webhook?: Webhook }) {
  const { t } = useTranslation(['webhooks', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t(webhook ? 'edit.change' : 'edit.add')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <WebhookForm onClose={onClose} webhook={webhook} />}
    </Modal>
  );
}

function WebhookForm({ onClose, webhook }: { onClose: () => void; webhook: Webhook | undefined }) {
  const { t } = useTranslation(['webhooks', 'ui']);
  const queryClient = useQueryClient();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [kinds, setKinds] = useState<string[]>(webhook?.eventKinds ?? []);
  const [hasTried, setTried] = useState(false);
  const isUrlWrong = !/^https?:\/\/\S+$/.test(url.trim());
  const save = useMutation({
    mutationFn: async () => {
      const body = { url: url.trim(), description: description.trim(), eventKinds: kinds };
      return webhook ? { ...(await api.patch<Webhook>(`/api/webhooks/${webhook.id}`, { body })), secret: null } : api.post<IssuedWebhook>('/api/webhooks', { body });
    },
    onSuccess: ({ secret }) => {
      void queryClient.invalidateQueries({ queryKey: ['webhooks'] });
      if (secret === null) onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isUrlWrong && kinds.length > 0 && !save.isPending) save.mutate();
  };
  if (save.data?.secret) return <SecretReady secret={save.data.secret} text={t('secret.readyText')} onClose={onClose} />;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('edit.url')} description={t('edit.urlText')} type="url" data-autofocus maxLength={2000} placeholder="https://" value={url} onChange={(event) => setUrl(event.currentTarget.value)} error={hasTried && isUrlWrong && t('edit.needUrl')} />
      <TextInput label={t('edit.description')} description={t('edit.descriptionText')} maxLength={200} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
      <Checkbox.Group label={t('edit.kinds')} description={t('edit.kindsText')} value={kinds} onChange={setKinds} error={hasTried && kinds.length === 0 && t('edit.needKind')}>
        <div className={classes.kinds}>{offeredKinds.map((kind) => <Checkbox key={kind} value={kind} label={t(`kind.${kind}`)} description={kind} />)}</div>
      </Checkbox.Group>
      {save.isError && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={save.isPending}>{t(webhook ? 'edit.save' : 'edit.submit')}</Button>
      </Group>
    </form>
  );
}
