import { useRef, useState, type DragEvent } from 'react';
import { Button, Progress } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Import } from '../imports.contract.ts';
import { uploadFile } from './upload.ts';
import classes from './imports.module.css';

type Upload = { kind: 'none' } | { kind: 'sending'; name: string; share: number } | { kind: 'failed'; error: unknown };

/** Takes a file by drop, by choice or from the keyboard, and sends it. */
export function FileDrop({ onUploaded }: { onUploaded: (uploaded: Import) => void }) {
  const { t } = useTranslation('imports');
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController>(null);
  const [isOver, setOver] = useState(false);
  const [upload, setUpload] = useState<Upload>({ kind: 'none' });

  const send = async (file: File | undefined) => {
    if (!file) return;
    const controller = new AbortController();
    abort.current = controller;
    setUpload({ kind: 'sending', name: file.name, share: 0 });
    try {
      const onShare = (share: number) => setUpload({ kind: 'sending', name: file.name, share });
      onUploaded(await uploadFile<Import>('/api/imports', file, { onShare, signal: controller.signal }));
    } catch (error) {
      setUpload(controller.signal.aborted ? { kind: 'none' } : { kind: 'failed', error });
    } finally {
      if (input.current) input.current.value = ''; // the same file may be chosen again
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (upload.kind !== 'sending') void send(event.dataTransfer.files[0]);
  };
  return (
    <>
      <div
        className={classes.drop} data-over={isOver || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}
      >
        {upload.kind === 'sending' ? <Sending {...upload} onCancel={() => abort.current?.abort()} /> : (
          <>
            <IconFileUpload size={30} stroke={1.4} aria-hidden="true" />
            <p className={classes.dropTitle}>{t('drop.title')}</p>
            <Button onClick={() => input.current?.click()}>{t('drop.choose')}</Button>
            <p className={classes.dropNote}>{t('drop.note')}</p>
          </>
        )}
        <input ref={input} type="file" hidden aria-label={t('drop.choose')} accept=".csv,.tsv,.txt,.xlsx,text/csv" onChange={(event) => void send(event.currentTarget.files?.[0])} />
      </div>
      {upload.kind === 'failed' && <div className={classes.dropFailure}><ErrorState error={upload.error} /></div>}
    </>
  );
}

function Sending({ name, share, onCancel }: { name: string; share: number; onCancel: () => void }) {
  const { t } = useTranslation(['imports', 'ui']);
  const format = useFormat();
  const text = share < 1 ? t('drop.sending', { name, share: format.share(share) }) : t('drop.reading', { name });
  return (
    <>
      <p role="status" className={classes.dropTitle}>{text}</p>
      <Progress className={classes.dropProgress ?? ''} value={share * 100} animated={share >= 1} size="lg" aria-label={text} />
      <Button variant="default" onClick={onCancel}>{t('ui:action.cancel')}</Button>
    </>
  );
}
