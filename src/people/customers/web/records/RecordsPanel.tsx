import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../../ui/feedback/undo.tsx';
import type { CustomerPage } from '../../customers.contract.ts';
import { customerPath, refreshCustomers } from '../customer-queries.ts';
import { Panel } from '../Panel.tsx';
import { RecordEnd } from './RecordEnd.tsx';
import { RecordForm } from './RecordForm.tsx';
import { RecordLine } from './RecordLine.tsx';
import { readDraft, toDraft, type RecordKind } from './records.logic.ts';
import { splitRecords, type AnyRecord } from './split-records.logic.ts';
import classes from '../customers.module.css';

interface RecordsPanelProps {
  kind: RecordKind;
  customer: CustomerPage;
  today: string;
  canUpdate: boolean;
}

type Doing = { what: 'add' } | { what: 'edit' | 'end'; record: AnyRecord } | null;

/** Contracts, devices or addresses: what holds now, what comes, and what is over. */
export function RecordsPanel({ kind, customer, today, canUpdate }: RecordsPanelProps) {
  const { t } = useTranslation('customers');
  const [doing, setDoing] = useState<Doing>(null);
  const takeAway = useTakeAway(kind, customer.id);
  const { now, later, earlier } = splitRecords(kind, customer, today);
  if (!canUpdate && now.length + later.length + earlier.length === 0) return null;
  const lines = (records: readonly AnyRecord[], isOver = false) => (
    <ul className={classes.records}>
      {records.map((record) => (
        <li key={record.id} className={classes.record}>
          <RecordLine kind={kind} record={record} isOver={isOver} />
          {canUpdate && (
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('record.actions', { name: nameOf(record) })}><IconDots size={16} stroke={1.6} /></ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setDoing({ what: 'edit', record })}>{t('record.edit')}</Menu.Item>
                {!isOver && <Menu.Item onClick={() => setDoing({ what: 'end', record })}>{t(`record.end.${kind}`)}</Menu.Item>}
                <Menu.Item onClick={() => void takeAway(record, t('record.removed', { name: nameOf(record) }))}>{t('record.remove')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </li>
      ))}
    </ul>
  );
  return (
    <Panel
      title={t(`record.title.${kind}`)}
      action={canUpdate && (
        <Tooltip label={t(`record.add.${kind}`)}>
          <ActionIcon variant="subtle" color="gray" aria-label={t(`record.add.${kind}`)} onClick={() => setDoing({ what: 'add' })}><IconPlus size={16} stroke={1.6} /></ActionIcon>
        </Tooltip>
      )}
    >
      {now.length === 0 && <p className={classes.soft}>{t(`record.none.${kind}`)}</p>}
      {now.length > 0 && lines(now)}
      {later.length > 0 && <><h3 className={classes.groupTitle}>{t('record.later')}</h3>{lines(later)}</>}
      {earlier.length > 0 && (
        <details className={classes.more}>
          <summary>{t('record.earlier', { count: earlier.length })}</summary>
          {lines(earlier, true)}
        </details>
      )}
      {doing && doing.what !== 'end' && <RecordForm kind={kind} customerId={customer.id} record={doing.what === 'edit' ? doing.record : null} today={today} onClose={() => setDoing(null)} />}
      {doing?.what === 'end' && <RecordEnd kind={kind} customerId={customer.id} record={doing.record} name={nameOf(doing.record)} today={today} onClose={() => setDoing(null)} />}
    </Panel>
  );
}

const nameOf = (record: AnyRecord): string => ('product' in record ? record.product : 'model' in record ? record.model : [record.street, record.city].filter(Boolean).join(', '));

/** Takes away what was entered by mistake; undoing enters it again. */
function useTakeAway(kind: RecordKind, customerId: string) {
  const queries = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  return async (record: AnyRecord, message: string) => {
    const again = readDraft(kind, toDraft(kind, record, false));
    try {
      await api.delete(`${customerPath(customerId)}/${kind}/${record.id}`);
      await refreshCustomers(queries);
      undoable(message, async () => {
        if (again.ok) await api.post(`${customerPath(customerId)}/${kind}`, { body: again.body });
        await refreshCustomers(queries);
      });
    } catch (error) {
      tellFailure(error);
    }
  };
}
