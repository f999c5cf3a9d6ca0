import { memo, type MouseEvent, type ReactNode, type Ref } from 'react';
import { Checkbox } from '@mantine/core';
import { IconArrowBackUp, IconEye, IconPencil, IconZzz } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ChannelIcon } from '../../../../people/timeline/web/ChannelIcon.tsx';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import type { CaseItem } from '../../../cases/cases.contract.ts';
import { DueMark, PriorityMark, StatusTag } from '../../../cases/web/CaseMarks.tsx';
import { initialsOf } from './initials.ts';
import classes from './list.module.css';

interface CaseRowProps {
  item: CaseItem;
  index: number;
  count: number;
  href: string;
  isOpen: boolean;
  isSelected: boolean;
  hasDraft: boolean;
  onToggle: (id: string, isRange: boolean) => void;
  topPx: number;
  measure: Ref<HTMLLIElement>;
}

/** One case in three lines: who and when, what about, where it stands. */
export const CaseRow = memo(function CaseRow({ item, index, count, href, isOpen, isSelected, hasDraft, onToggle, topPx, measure }: CaseRowProps) {
  const { t } = useTranslation('desk');
  const who = item.customerName ?? item.fromAddress ?? t('list.unknown');
  const isWaitingForUs = item.lastDirection === 'inbound' && (item.status === 'new' || item.status === 'open');
  const look = [classes.row, isOpen ? classes.rowOpen : '', isSelected ? classes.rowSelected : '', isWaitingForUs ? classes.rowWaiting : ''].join(' ');
  const toggle = (event: MouseEvent) => onToggle(item.id, event.shiftKey);
  return (
    <li ref={measure} data-index={index} aria-posinset={index + 1} aria-setsize={count} className={classes.item} style={{ transform: `translateY(${topPx}px)` }}>
      <div className={look}>
        <div className={classes.check}><Checkbox size="xs" checked={isSelected} aria-label={t('list.select', { number: item.number, who })} onChange={() => undefined} onClick={toggle} /></div>
        <AppLink to={href} look="plain" className={classes.rowLink ?? ''}>
          <span className={classes.line}>
            <span className={classes.who}>{who}</span>
            <DueMark nextDueAt={item.nextDueAt} status={item.status} />
          </span>
          <span className={classes.subject}>{item.subjectLine}</span>
          <span className={classes.line}>
            <span className={classes.marks}>
              <StatusTag status={item.status} />
              <PriorityMark priority={item.priority} />
              <span className={classes.soft} title={t(`timeline:channel.${item.channel}`)}><ChannelIcon channel={item.channel} size={15} /><span className="m-hidden">{t(`timeline:channel.${item.channel}`)}</span></span>
              {item.lastDirection === 'outbound' && <Sign label={t('list.answered')}><IconArrowBackUp size={15} stroke={1.7} aria-hidden="true" /></Sign>}
              {hasDraft && <Sign label={t('list.draft')}><IconPencil size={15} stroke={1.7} aria-hidden="true" /></Sign>}
              {item.snoozedUntil && <Sign label={t('list.snoozed')}><IconZzz size={15} stroke={1.7} aria-hidden="true" /></Sign>}
              {item.isWatched && <Sign label={t('list.watched')}><IconEye size={15} stroke={1.7} aria-hidden="true" /></Sign>}
            </span>
            <span className={classes.end}>
              <span className={classes.number}>{item.number}</span>
              {item.assignee && <span className={classes.initials} title={item.assignee.name}><span aria-hidden="true">{initialsOf(item.assignee.name)}</span><span className="m-hidden">{t('list.assignedTo', { name: item.assignee.name })}</span></span>}
            </span>
          </span>
        </AppLink>
      </div>
    </li>
  );
});

function Sign({ label, children }: { label: string; children: ReactNode }) {
  return <span className={classes.soft} title={label}>{children}<span className="m-hidden">{label}</span></span>;
}
