import type { ReactNode } from 'react';
import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../words/useFormat.ts';
import type { Selection } from './column.ts';
import classes from './table.module.css';

/** What can be done with the selected rows; floats at the lower edge while something is selected. */
export function SelectionBar({ selection, children }: { selection: Selection; children: ReactNode }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const count = selection.ids.size;
  return (
    <div role="status" className={classes.selectionPlace}>
      {count > 0 && (
        <div className={classes.selectionBar}>
          <span>{t('table.selected', { count, formatted: format.integer(count) })}</span>
          {children}
          <CloseButton aria-label={t('table.clear')} onClick={() => selection.onChange(new Set())} />
        </div>
      )}
    </div>
  );
}
