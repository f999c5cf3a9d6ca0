import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Group, Table, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../../ui/address.ts';
import { useTell, useUndo } from '../../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { Section } from '../../../../ui/page/Section.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { readValue } from '../../../timeline/web/properties.logic.ts';
import { PropertyText } from '../../../timeline/web/PropertyText.tsx';
import type { MergePreview } from '../../customers.contract.ts';
import { CustomerCard } from '../CustomerCard.tsx';
import { refreshCustomers } from '../customer-queries.ts';
import { mergeCustomers, undoMerge } from './merge-customers.ts';
import classes from '../customers.module.css';

interface MergeFormProps {
  customerId: string;
  withId: string;
  preview: MergePreview;
  onBack: () => void;
}

const moved = ['contacts', 'identifiers', 'contracts', 'devices', 'addresses'] as const;

/** What a merge would do, why, and the deed. */
export function MergeForm({ customerId, withId, preview, onBack }: MergeFormProps) {
  const { t, i18n } = useTranslation('customers');
  const format = useFormat();
  const go = useGo();
  const queries = useQueryClient();
  const undoable = useUndo();
  const tell = useTell();
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { survivor, loser, moves, traitConflicts } = preview;
  const list = format.list(moved.filter((what) => moves[what] > 0).map((what) => t(`merge.moves.${what}`, { count: moves[what], formatted: format.integer(moves[what]) })));

  const merge = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { merged, link } = await mergeCustomers(customerId, withId, reason.trim());
      await refreshCustomers(queries);
      go(`/customers/${merged.id}`);
      const message = t('merge.done', { loser: loser.name, survivor: merged.name });
      if (link) undoable(message, async () => { await undoMerge(link, t('merge.undoReason')); await refreshCustomers(queries); });
      else tell(message);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <div>
      <div className={classes.cards}>
        <CustomerCard customer={survivor} label={t('merge.survivor')} />
        <CustomerCard customer={loser} label={t('merge.loser')} note={list === '' ? t('merge.nothingMoves') : t('merge.moving', { list })} />
      </div>
      {traitConflicts.length > 0 && (
        <Section title={t('merge.conflicts', { count: traitConflicts.length })} note={t('merge.conflictsNote')}>
          <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('merge.conflictsCaption')}>
            <Table>
              <Table.Thead><Table.Tr>{(['key', 'kept', 'dropped'] as const).map((column) => <Table.Th key={column} scope="col">{t(`merge.column.${column}`)}</Table.Th>)}</Table.Tr></Table.Thead>
              <Table.Tbody>
                {traitConflicts.slice(0, 100).map(({ key, kept, dropped }) => (
                  <Table.Tr key={key}>
                    <Table.Th scope="row">{i18n.exists(`customers:trait.${key}`) ? t(`trait.${key}`) : key}</Table.Th>
                    <Table.Td><PropertyText value={readValue(kept)} /></Table.Td>
                    <Table.Td className={classes.dropped ?? ''}><PropertyText value={readValue(dropped)} /></Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </Section>
      )}
      <Textarea label={t('reason.label')} description={t('reason.hint')} required withAsterisk autosize minRows={2} maxRows={6} maxLength={500} maw={640} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      {failure !== null && <div className={classes.above}><ErrorState error={failure} /></div>}
      <Group mt="lg" gap="xs">
        <Button loading={isBusy} disabled={reason.trim() === ''} onClick={() => void merge()}>{t('merge.confirm')}</Button>
        <Button variant="default" onClick={onBack}>{t('merge.other')}</Button>
      </Group>
    </div>
  );
}
