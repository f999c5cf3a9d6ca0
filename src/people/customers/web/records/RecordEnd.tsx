import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { useUndo } from '../../../../ui/feedback/undo.tsx';
import { customerPath, refreshCustomers } from '../customer-queries.ts';
import { readDraft, spanFields, toDraft, type RecordDraft, type RecordKind } from './records.logic.ts';
import type { AnyRecord } from './split-records.logic.ts';

interface RecordEndProps {
  kind: RecordKind;
  customerId: string;
  record: AnyRecord;
  name: string;
  today: string;
  onClose: () => void;
}

/** Says until when something held; it stays visible as earlier. */
export function RecordEnd({ kind, customerId, record, name, today, onClose }: RecordEndProps) {
  const { t } = useTranslation('customers');
  const queries = useQueryClient();
  const undoable = useUndo();
  const [day, setDay] = useState(today);
  const { to } = spanFields[kind];
  const before = toDraft(kind, record, false);
  const reading = readDraft(kind, { ...before, [to]: day });
  const path = `${customerPath(customerId)}/${kind}/${record.id}`;
  const save = async (draft: RecordDraft) => {
    const checked = readDraft(kind, draft);
    if (!checked.ok) return;
    await api.patch(path, { body: checked.body });
    await refreshCustomers(queries);
  };
  const end = async () => {
    await save({ ...before, [to]: day });
    undoable(t('record.ended', { name }), () => save(before));
  };
  return (
    <Confirm isOpen onClose={onClose} title={t(`record.endTitle.${kind}`, { name })} confirmLabel={t(`record.end.${kind}`)} isBlocked={!reading.ok || day === ''} onConfirm={end}>
      <TextInput type="date" label={t('record.lastDay')} value={day} data-autofocus error={reading.ok ? '' : t(`wrong.${reading.wrong[to] ?? 'date'}`)} onChange={(event) => setDay(event.currentTarget.value)} />
    </Confirm>
  );
}
