import { useState, type FormEvent } from 'react';
import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type Source, sourceChannels } from '../keys.contract.ts';
import { SourceCode } from './SourceCode.tsx';
import classes from './keys.module.css';

export function SourceDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation(['keys', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('source.addTitle')} size="xl" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <SourceForm onClose={onClose} />}
    </Modal>
  );
}

function SourceForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('keys');
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [defaultChannel, setChannel] = useState<string>('web');
  const [hasTried, setTried] = useState(false);
  const isMissing = name.trim() === '';
  const create = useMutation({
    mutationFn: () => api.post<Source>('/api/sources', { body: { name: name.trim(), defaultChannel } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['sources'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isMissing && !create.isPending) create.mutate();
  };
  if (create.data) return <SourceReady source={create.data} onClose={onClose} />;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <TextInput label={t('source.name')} description={t('source.nameText')} data-autofocus maxLength={120} value={name} onChange={(event) => setName(event.currentTarget.value)} error={hasTried && isMissing && t('source.needName')} />
      <NativeSelect label={t('source.channel')} description={t('source.channelText')} value={defaultChannel} onChange={(event) => setChannel(event.currentTarget.value)} data={sourceChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      {create.isError && <ErrorState error={create.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('page.cancel')}</Button>
        <Button type="submit" loading={create.isPending}>{t('source.submit')}</Button>
      </Group>
    </form>
  );
}

function SourceReady({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation('keys');
  return (
    <div className={classes.stack} role="status">
      <div>
        <p className={classes.strong}>{t('source.ready', { name: source.name })}</p>
        <p className={classes.text}>{t('source.readyText')}</p>
      </div>
      <SourceCode source={source} />
      <Group justify="flex-end"><Button onClick={onClose}>{t('page.done')}</Button></Group>
    </div>
  );
}
