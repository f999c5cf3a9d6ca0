import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { jumpKeys } from './keys.logic.ts';
import type { NavGroup } from './navigation.ts';
import classes from './shell.module.css';

export function KeysHelp({ groups, isOpen, onClose }: { groups: readonly NavGroup[]; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell');
  const keys: [string[], string][] = [
    [['⌘K', t('palette.ctrlK'), '/'], t('keys.search')],
    [['?'], t('keys.help')],
    [['↑', '↓'], t('keys.rows')],
    [['↵'], t('keys.open')],
    [[t('keys.space')], t('keys.select')],
    ...groups.map((group): [string[], string] => [['g', jumpKeys[group.section]], t(`section.${group.section}`)]),
  ];
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('keys.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <dl className={classes.keys}>
        {keys.map(([presses, meaning]) => (
          <div key={meaning}>
            <dt>{meaning}</dt>
            <dd>{presses.map((press) => <kbd key={press} className={classes.key}>{press}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
