import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TimelineItem } from '../timeline.contract.ts';
import { ContactRow } from './ContactRow.tsx';
import { groupByDay, localDay, nameDay, type TimelineRow } from './days.logic.ts';
import type { useNames } from './names.ts';
import { readToday } from './today.ts';
import classes from './timeline.module.css';

interface ContactListProps {
  contacts: readonly TimelineItem[];
  openIds: ReadonlySet<string>;
  onToggle: (messageId: string) => void;
  /** A contact to bring into view as soon as it is loaded, e.g. after a click on its mark in the picture. */
  goTo: string | null;
  onShown: () => void;
  onNearEnd: () => void;
  names: ReturnType<typeof useNames>;
}

const DAY_PX = 44;
const CONTACT_PX = 76;

/** Endless: only the rows in view are in the document. Arrow keys move from contact to contact. */
export function ContactList({ contacts, openIds, onToggle, goTo, onShown, onNearEnd, names }: ContactListProps) {
  const { t } = useTranslation('timeline');
  const rows = useMemo(() => groupByDay(contacts, localDay), [contacts]);
  const listRef = useRef<HTMLDivElement>(null);
  const scrollMargin = useTopOf(listRef);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index]?.kind === 'day' ? DAY_PX : CONTACT_PX),
    getItemKey: (index) => keyOf(rows[index], index),
    overscan: 8,
    scrollMargin,
  });
  const items = virtualizer.getVirtualItems();

  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastShown >= rows.length - 12) onNearEnd();
  }, [lastShown, rows.length, onNearEnd]);

  const show = (messageId: string) => {
    const index = rows.findIndex((row) => row.kind === 'contact' && row.contact.messageId === messageId);
    if (index < 0) return;
    virtualizer.scrollToIndex(index, { align: 'center' });
    focusSoon(listRef.current, messageId);
  };
  useEffect(() => {
    if (!goTo || !contacts.some(({ messageId }) => messageId === goTo)) return;
    show(goTo);
    onShown();
  });

  const move = (event: KeyboardEvent, from: string) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const next = contacts[contacts.findIndex(({ messageId }) => messageId === from) + step];
    if (!next) return;
    event.preventDefault();
    show(next.messageId);
  };

  return (
    <div ref={listRef} className={classes.list} role="group" aria-label={t('list.label')} style={{ height: virtualizer.getTotalSize() }}>
      {items.map((item) => {
        const row = rows[item.index];
        return (
          <div key={item.key} ref={virtualizer.measureElement} data-index={item.index} className={classes.slot} style={{ transform: `translateY(${item.start - scrollMargin}px)` }}>
            {row?.kind === 'day' && <DayHeading day={row.day} />}
            {row?.kind === 'contact' && (
              <ContactRow contact={row.contact} isOpen={openIds.has(row.contact.messageId)} onToggle={() => onToggle(row.contact.messageId)} onMove={(event) => move(event, row.contact.messageId)} names={names} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function DayHeading({ day }: { day: string }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const name = nameDay(day, readToday());
  const date = format.date(`${day}T12:00:00`);
  return <h3 className={classes.day}>{name ? <>{t(`list.${name}`)} <span className={classes.soft}>{date}</span></> : date}</h3>;
}

const keyOf = (row: TimelineRow | undefined, index: number): string => (row?.kind === 'contact' ? row.contact.messageId : `day ${row?.kind === 'day' ? row.day : index}`);

/** Where the list begins on the page; what stands above it grows while it loads. */
function useTopOf(ref: { current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (ref.current) setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}

/** A row far away is drawn a few frames after the jump. */
function focusSoon(list: HTMLElement | null, messageId: string, framesLeft = 20): void {
  const button = list?.querySelector<HTMLElement>(`[data-contact="${CSS.escape(messageId)}"]`);
  if (button) button.focus({ preventScroll: true });
  else if (framesLeft > 0) requestAnimationFrame(() => focusSoon(list, messageId, framesLeft - 1));
}
