import { useState, type FormEvent } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './identity.module.css';

/** A company's own kind of identifier, e.g. the number of a loyalty card. */
export function NewKind({ taken, onAdd }: { taken: readonly string[]; onAdd: (kind: string) => void }) {
  const { t } = useTranslation('identity');
  const [kind, setKind] = useState('');
  const text = kind.trim();
  const problem = text === '' ? null : taken.includes(text) ? 'taken' : /^[A-Za-z][\w.-]{0,59}$/.test(text) ? null : 'shape';
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (text === '' || problem) return;
    onAdd(text);
    setKind('');
  };
  return (
    <form className={classes.newKind} onSubmit={add}>
      <TextInput label={t('settings.newKind')} description={t('settings.newKindHint')} value={kind} maxLength={60} error={problem ? t(`settings.wrong.${problem}`) : ''} onChange={(event) => setKind(event.currentTarget.value)} />
      <Button type="submit" variant="default" disabled={text === '' || problem !== null}>{t('settings.addKind')}</Button>
    </form>
  );
}
