import { useState } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { Outreach, OutreachText } from '../outreach.contract.ts';
import { ChannelsField } from './ChannelsField.tsx';
import { LiveField } from './LiveField.tsx';
import { PurposeField } from './PurposeField.tsx';
import { emptyTexts, TextsFields, textsIn } from './TextsFields.tsx';
import classes from './outreach.module.css';

/** The words and the channels; of a draft they can be changed, afterwards they stay as they were sent. */
export function WhatIsSaid({ outreach }: { outreach: Outreach }) {
  const { t } = useTranslation('outreach');
  const canUpdate = useCan('update', 'outreach');
  const [isEditing, setEditing] = useState(false);
  const isDraft = outreach.state === 'draft';
  return (
    <Section title={t('said.title')} note={t('said.note', { channels: outreach.channels.map((channel) => t(`channel.${channel}`)).join(' → ') })} actions={isDraft && canUpdate && !isEditing ? <Button variant="default" onClick={() => setEditing(true)}>{t('said.edit')}</Button> : undefined}>
      {isEditing && isDraft ? <EditForm outreach={outreach} onDone={() => setEditing(false)} /> : outreach.texts.map((text) => (
        <div key={`${text.language} ${text.channel ?? ''}`} className={classes.letter} lang={text.language}>
          <p className={classes.soft}>{t(`language.${text.language}`)}{text.channel !== null && ` · ${t(`channel.${text.channel}`)}`}</p>
          <h3>{text.subjectLine}</h3>
          <p className={classes.prose}>{text.text}</p>
        </div>
      ))}
    </Section>
  );
}

function EditForm({ outreach, onDone }: { outreach: Outreach; onDone: () => void }) {
  const { t } = useTranslation('outreach');
  const queryClient = useQueryClient();
  const tell = useTell();
  const [texts, setTexts] = useState<OutreachText[]>([...outreach.texts, ...emptyTexts.filter(({ language }) => !outreach.texts.some((text) => text.language === language))]);
  const [purpose, setPurpose] = useState(outreach.purpose);
  const [channels, setChannels] = useState<string[]>(outreach.channels);
  const [isLive, setLive] = useState(outreach.isLive);
  const save = useMutation({
    mutationFn: () => api.patch<Outreach>(`/api/outreaches/${outreach.id}`, { body: { texts: textsIn(texts), purpose, channels, isLive, version: outreach.version } }),
    onSuccess: (changed) => {
      queryClient.setQueryData(['outreaches', outreach.id], changed);
      void queryClient.invalidateQueries({ queryKey: ['outreaches'] });
      tell(t('said.saved'));
      onDone();
    },
  });
  return (
    <div className={classes.form}>
      <TextsFields texts={texts} onChange={setTexts} isWanted />
      <PurposeField value={purpose} onChange={setPurpose} />
      <ChannelsField value={channels} onChange={setChannels} />
      <LiveField value={isLive} onChange={setLive} />
      {save.isError && <ErrorState error={save.error} />}
      <Group gap="xs"><Button loading={save.isPending} disabled={channels.length === 0 || textsIn(texts).length === 0} onClick={() => save.mutate()}>{t('said.save')}</Button><Button variant="default" onClick={onDone}>{t('said.cancel')}</Button></Group>
    </div>
  );
}
