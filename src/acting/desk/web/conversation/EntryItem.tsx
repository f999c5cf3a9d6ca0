import { useCallback, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconLock, IconPaperclip, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '../../../../people/timeline/web/ChannelIcon.tsx';
import { channelOf } from './channel-of.ts';
import { useDownload } from '../../../../ui/download.ts';
import { When } from '../../../../ui/words/When.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Attachment, Entry } from '../../../cases/cases.contract.ts';
import { casePath } from '../../../cases/web/case-queries.ts';
import { DeliveryMark } from './DeliveryMark.tsx';
import { isOnlyLines } from './mail-html.logic.ts';
import { MailFrame } from './MailFrame.tsx';
import { useEntryWords } from './useEntryWords.ts';
import classes from './conversation.module.css';

const LONG_TEXT = 1_800;

/** A message, a note or something that happened, in the order of time. */
export function EntryItem({ entry, language, who }: { entry: Entry; language: string | null; who: string }) {
  if (entry.kind === 'event') return <EventLine entry={entry} />;
  return <Said entry={entry} language={language} who={who} />;
}

function EventLine({ entry }: { entry: Entry }) {
  const { t } = useTranslation('desk');
  const wordsOf = useEntryWords();
  const by = entry.author.kind === 'system' ? '' : entry.author.label;
  const weight = /^(promise|inquiry|goodwill|known_issue|outreach)\./.test(entry.what ?? '') ? classes.weighty : '';
  const tone = /\.(broken|failed|refused|breached)$/.test(entry.what ?? '') ? classes.bad : '';
  return (
    <li className={`${classes.event} ${weight} ${tone}`}>
      <span className={classes.eventDot} aria-hidden="true" />
      <span className={classes.eventText}>{wordsOf(entry)}</span>
      <span className={classes.eventMeta}>{by !== '' && <>{t('entry.by', { name: by })} · </>}<When at={entry.at} as="dateTime" /></span>
      {entry.text !== '' && (entry.what ?? '').endsWith('answered') && <p className={classes.plain}>{entry.text}</p>}
      <Files entry={entry} />
    </li>
  );
}

function Said({ entry, language, who }: { entry: Entry; language: string | null; who: string }) {
  const { t } = useTranslation('desk');
  const isNote = entry.kind === 'note';
  const isOurs = entry.direction === 'outbound' || entry.author.kind === 'user' || entry.author.kind === 'key';
  const name = entry.author.kind === 'customer' ? who : entry.author.kind === 'system' ? t('cases:author.system') : entry.author.label;
  const channel = channelOf(entry.channel);
  const pictureThrough = useCallback((address: string) => `${casePath(entry.caseId)}/entries/${entry.id}/picture?src=${encodeURIComponent(address)}`, [entry.caseId, entry.id]);
  return (
    <li className={`${classes.said} ${isNote ? classes.note : isOurs ? classes.ours : classes.theirs}`} id={`entry-${entry.id}`}>
      <div className={classes.saidHead}>
        <span className={classes.saidWho}>
          {isNote && <IconLock size={14} stroke={1.8} aria-hidden="true" />}
          {!isNote && channel && <ChannelIcon channel={channel} size={15} />}
          <strong>{name}</strong>
          {isNote && <span>{t('entry.note')}</span>}
          {entry.isAutomatic && <span>{t('entry.automatic')}</span>}
          {entry.address && <span className={classes.address}>{entry.direction === 'outbound' ? t('entry.to', { address: entry.address }) : entry.address}</span>}
        </span>
        <When at={entry.at} as="dateTime" />
      </div>
      {entry.html !== null && entry.html !== '' && !isOnlyLines(entry.html)
        ? <MailFrame html={withInlinePictures(entry)} language={language} title={t('entry.frame', { name })} pictureThrough={pictureThrough} />
        : <PlainWords text={entry.text} lang={language} />}
      <Files entry={entry} />
      {entry.delivery && <DeliveryMark delivery={entry.delivery} />}
    </li>
  );
}

function PlainWords({ text, lang }: { text: string; lang: string | null }) {
  const { t } = useTranslation('desk');
  const [isWhole, setWhole] = useState(text.length <= LONG_TEXT);
  return (
    <>
      <p className={classes.plain} {...(lang ? { lang } : {})}>{isWhole ? text : `${text.slice(0, LONG_TEXT)} …`}</p>
      {!isWhole && <UnstyledButton className={classes.more ?? ''} onClick={() => setWhole(true)}>{t('entry.whole')}</UnstyledButton>}
    </>
  );
}

const attachmentPath = (entry: Entry, file: Attachment): string => `${casePath(entry.caseId)}/attachments/${file.id}`;

/** Pictures that came with the mail itself stand where its writer put them. */
function withInlinePictures(entry: Entry): string {
  return entry.attachments.reduce((html, file) => (file.contentId === null ? html : html.replaceAll(`cid:${file.contentId}`, attachmentPath(entry, file))), entry.html ?? '');
}

function Files({ entry }: { entry: Entry }) {
  const { t } = useTranslation('desk');
  const download = useDownload();
  const format = useFormat();
  const shown = entry.attachments.filter((file) => file.contentId === null || !(entry.html ?? '').includes(`cid:${file.contentId}`));
  if (shown.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('entry.files')}>
      {shown.map((file) => (
        <li key={file.id}>
          <a className={classes.file} {...download(attachmentPath(entry, file), file.name)}>
            {file.mediaType.startsWith('image/') ? <IconPhoto size={15} stroke={1.7} aria-hidden="true" /> : <IconPaperclip size={15} stroke={1.7} aria-hidden="true" />}
            <span>{file.name}</span><span className={classes.fileSize}>{sizeOf(file.bytes, format.decimal)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const sizeOf = (bytes: number, decimal: (value: number) => string): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${decimal(bytes / 1_000_000)} MB`);
