import { useId, type KeyboardEvent } from 'react';
import { IconChevronDown, IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TimelineItem } from '../timeline.contract.ts';
import { ChannelIcon } from './ChannelIcon.tsx';
import { isExperience, isNamedKind, readEventName, titleOf } from './contact-words.logic.ts';
import { ContactDetails } from './ContactDetails.tsx';
import { Mood } from './Mood.tsx';
import type { useNames } from './names.ts';
import { useContactTitle } from './useContactTitle.ts';
import classes from './timeline.module.css';

interface ContactRowProps {
  contact: TimelineItem;
  isOpen: boolean;
  onToggle: () => void;
  onMove: (event: KeyboardEvent) => void;
  names: ReturnType<typeof useNames>;
}

/** One contact: when, where, what, how it felt. Opens in place. */
export function ContactRow({ contact, isOpen, onToggle, onMove, names }: ContactRowProps) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const title = useContactTitle()(contact);
  const detailsId = useId();
  const Arrow = contact.direction === 'inbound' ? IconArrowDownLeft : IconArrowUpRight;
  const isNamedByTouchpoint = titleOf(contact).kind === 'touchpoint';
  const touchpoint = contact.touchpoint && names.touchpoint(contact.touchpoint);
  const kind = isNamedKind(contact.kind) ? t(`kind.${contact.kind}`) : readEventName(contact.kind);
  const where = [t(`channel.${contact.channel}`), isNamedByTouchpoint ? kind : touchpoint, contact.department && names.department(contact.department)];
  return (
    <article className={classes.contact} data-open={isOpen || undefined} data-quiet={!isExperience(contact) || undefined}>
      <button type="button" className={classes.contactHead} aria-expanded={isOpen} aria-controls={isOpen ? detailsId : undefined} onClick={onToggle} onKeyDown={onMove} data-contact={contact.messageId}>
        <time className={classes.contactTime} dateTime={contact.at}>{format.time(contact.at)}</time>
        <span className={classes.contactIcon}><ChannelIcon channel={contact.channel} /></span>
        <span className={classes.contactBody}>
          <span className={classes.contactTitle}>{title}</span>
          <span className={classes.contactWhere}>
            <Arrow size={14} stroke={1.6} aria-hidden="true" className={classes.arrow} />
            <span className="m-hidden">{t(`direction.${contact.direction}`)}, </span>
            {where.filter(Boolean).join(' · ')}
          </span>
          {contact.text && !isOpen && <span className={classes.excerpt}>{contact.text}</span>}
        </span>
        <span className={classes.contactFeeling}>
          {contact.mood !== null && <Mood mood={contact.mood} />}
          {contact.score !== null && <span className={classes.score}>{t('score', { score: format.decimal(contact.score, Number.isInteger(contact.score) ? 0 : 1) })}</span>}
        </span>
        <IconChevronDown size={16} stroke={1.6} className={classes.chevron} aria-hidden="true" />
      </button>
      {isOpen && <div id={detailsId}><ContactDetails contact={contact} names={names} /></div>}
    </article>
  );
}
