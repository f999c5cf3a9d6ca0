import { useState } from 'react';
import { Button, FileButton, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { CsvImport } from '../inventory.contract.ts';
import classes from './touchpoints.module.css';

const FAULTS_SHOWN = 50;

/** Uploads the inventory: first a look at what would change, then the change. */
export function CsvUpload({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('touchpoints');
  const ui = useTranslation('ui').t;
  const client = useQueryClient();
  const tell = useTell();
  const [csv, setCsv] = useState<string | null>(null);
  const look = useMutation({ mutationFn: (text: string) => api.post<CsvImport>('/api/touchpoints/import', { body: { csv: text, dryRun: true } }) });
  const doIt = useMutation({
    mutationFn: (text: string) => api.post<CsvImport>('/api/touchpoints/import', { body: { csv: text, dryRun: false } }),
    onSuccess: async ({ created, changed }) => {
      tell(t('csv.done', { created: created.length, changed: changed.length }));
      await client.invalidateQueries({ queryKey: ['touchpoints'] });
      close();
    },
  });
  const close = () => {
    setCsv(null);
    look.reset();
    doIt.reset();
    onClose();
  };
  const choose = async (file: File | null) => {
    if (!file) return;
    const text = await readText(file);
    setCsv(text);
    look.mutate(text);
  };
  const found = look.data;
  return (
    <Modal opened={isOpen} onClose={close} title={t('csv.title')} size="xl" closeButtonProps={{ 'aria-label': ui('action.close') }}>
      <p className={classes.soft}>{t('csv.note')}</p>
      <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void choose(file)}>{(props) => <Button variant="default" {...props}>{t('csv.choose')}</Button>}</FileButton>
      <div role="status" style={{ marginTop: 16 }}>
        {look.isPending && t('csv.looking')}
        {found && <p>{t('csv.result', { rows: found.rows, created: found.created.length, changed: found.changed.length, unchanged: found.unchanged })}</p>}
        {found && found.errors.length > 0 && <Faults errors={found.errors} />}
        {found?.duplicates.slice(0, 10).map(({ codes, what }) => <p key={`${codes.join()} ${what}`} className={classes.soft}>{t('csv.duplicates', { codes: codes.join(', ') })} ({what})</p>)}
      </div>
      {(look.error ?? doIt.error) && <ErrorState error={look.error ?? doIt.error} />}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={close}>{ui('action.cancel')}</Button>
        <Button disabled={!found || found.errors.length > 0 || found.created.length + found.changed.length === 0} loading={doIt.isPending} onClick={() => csv !== null && doIt.mutate(csv)}>{t('csv.import')}</Button>
      </Group>
    </Modal>
  );
}

function Faults({ errors }: { errors: CsvImport['errors'] }) {
  const { t } = useTranslation('touchpoints');
  return (
    <>
      <p className={classes.below}>{t('csv.faults', { count: errors.length })}</p>
      <table className={classes.faults}>
        <thead><tr><th scope="col">{t('csv.row')}</th><th scope="col">{t('csv.column')}</th><th scope="col">{t('csv.reason')}</th></tr></thead>
        <tbody>{errors.slice(0, FAULTS_SHOWN).map(({ row, column, reason }) => <tr key={`${row} ${column} ${reason}`}><td>{row}</td><td>{column}</td><td>{reason}</td></tr>)}</tbody>
      </table>
    </>
  );
}

/** Excel in German writes Windows-1252; what is no valid UTF-8 is read as that. */
async function readText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
