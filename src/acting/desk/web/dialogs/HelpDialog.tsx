import { useState } from 'react';
import { Modal, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { areKeysOn, switchKeys } from '../deeds.tsx';
import { deskKeys } from '../desk-keys.logic.ts';
import classes from './dialogs.module.css';

/** All keys of the desk, and a way to do without them. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('desk');
  const [isOn, setOn] = useState(areKeysOn);
  const keys: [string, string][] = [
    ...Object.entries(deskKeys).map(([key, deed]): [string, string] => [key, t(`help.${deed}`)]),
    ['↵', t('help.open')], [t('help.sendKey'), t('help.send')], ['Esc', t('help.leave')], [';', t('help.snippet')], ['@', t('help.mention')], ['⌘K', t('help.palette')], ['g …', t('help.jump')],
  ];
  return (
    <Modal opened onClose={onClose} title={t('help.title')} closeButtonProps={{ 'aria-label': t('ui:action.close') }} size="lg">
      <dl className={classes.keys}>
        {keys.map(([key, meaning]) => <div key={key}><dt>{meaning}</dt><dd><kbd className={classes.key}>{key}</kbd></dd></div>)}
      </dl>
      <Switch mt="md" label={t('help.switch')} checked={isOn} onChange={(event) => { switchKeys(event.currentTarget.checked); setOn(event.currentTarget.checked); }} />
    </Modal>
  );
}
