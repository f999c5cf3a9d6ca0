import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { useDownload } from '../../../ui/download.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { InquiryWithEntries } from '../inquiries.contract.ts';
import classes from './inquiries.module.css';

/** Questions, answers with their files, and reminders, oldest first. */
export function Thread({ inquiry }: { inquiry: InquiryWithEntries }) {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  const download = useDownload();
  return (
    <ol className={classes.thread} aria-label={t('one.thread')}>
      {inquiry.entries.map((entry) => (
        <li key={entry.id} className={classes.entry} data-kind={entry.kind}>
          <p className={classes.entryHead}><strong>{t(`entry.${entry.kind}`)}</strong><span>{entry.author}</span><When at={entry.at} as="dateTime" /><span>{t(`way.${entry.via}`)}</span></p>
          {entry.text !== '' && <p className={classes.words}>{entry.text}</p>}
          {entry.files.length > 0 && (
            <ul className={classes.files}>
              {entry.files.map((file) => <li key={file.id}><Button component="a" size="compact-sm" variant="default" {...download(`/api/inquiries/${inquiry.id}/files/${file.id}`)}>{t('one.file', { name: file.name, size: format.compact(file.bytes) })}</Button></li>)}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
