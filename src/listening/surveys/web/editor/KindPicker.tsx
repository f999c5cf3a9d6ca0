import { useState } from 'react';
import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QuestionKind } from '../../definition.contract.ts';
import { kindGroups, kindIcons } from './kind-icons.ts';
import classes from './editor.module.css';

interface KindPickerProps {
  isOpen: boolean;
  title: string;
  onClose: () => void;
  onPick: (kind: QuestionKind) => void;
}

/** All kinds of questions, each with a sentence. */
export function KindPicker({ isOpen, title, onClose, onPick }: KindPickerProps) {
  const { t } = useTranslation(['survey-editor', 'ui']);
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={760} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {isOpen && <Kinds onPick={onPick} />}
    </Modal>
  );
}

function Kinds({ onPick }: { onPick: (kind: QuestionKind) => void }) {
  const { t } = useTranslation('survey-editor');
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const fits = (kind: QuestionKind) => wanted === '' || `${t(`kind.${kind}`)} ${t(`kindNote.${kind}`)} ${kind}`.toLowerCase().includes(wanted);
  const groups = kindGroups.map(({ key, kinds }) => ({ key, kinds: kinds.filter(fits) })).filter(({ kinds }) => kinds.length > 0);
  const first = groups[0]?.kinds[0];
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (first) onPick(first); }}>
      <TextInput data-autofocus aria-label={t('pick.search')} placeholder={t('pick.search')} leftSection={<IconSearch size={15} />} value={search} onChange={(event) => setSearch(event.currentTarget.value)} />
      {groups.length === 0 && <p className={classes.soft}>{t('pick.none')}</p>}
      {groups.map(({ key, kinds }) => (
        <section key={key} aria-label={t(`group.${key}`)}>
          <h3 className={classes.kindGroup}>{t(`group.${key}`)}</h3>
          <div className={classes.kindGrid}>
            {kinds.map((kind) => {
              const Icon = kindIcons[kind];
              return (
                <button key={kind} type="button" className={classes.kindCard} onClick={() => onPick(kind)}>
                  <Icon size={18} stroke={1.6} aria-hidden="true" />
                  <span><span className={classes.kindName}>{t(`kind.${kind}`)}</span><span className={classes.kindNote}>{t(`kindNote.${kind}`)}</span></span>
                </button>
              );
            })}
          </div>
        </section>
      ))}
    </form>
  );
}
