import { useEffect, useState } from 'react';
import { Portal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OpenSuggestions } from './suggestions.ts';
import classes from './composer.module.css';

const HEIGHT_PX = 232;

/** The list behind `@` and `;`. Arrow keys and Enter reach it from the text, which keeps the focus. */
export function SuggestionList({ open, onKeys }: { open: OpenSuggestions; onKeys: (press: ((key: string) => boolean) | null) => void }) {
  const { t } = useTranslation('desk');
  const [at, setAt] = useState(0);
  const chosen = Math.min(at, open.items.length - 1);
  useEffect(() => {
    onKeys((key) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step) {
        setAt((chosen + step + open.items.length) % open.items.length);
        return true;
      }
      const item = open.items[chosen];
      if ((key !== 'Enter' && key !== 'Tab') || !item) return false;
      open.pick(item);
      return true;
    });
    return () => onKeys(null);
  }, [onKeys, open, chosen]);
  const isBelow = open.at.bottom + HEIGHT_PX < window.innerHeight;
  const top = isBelow ? open.at.bottom + 4 : Math.max(8, open.at.top - 4 - Math.min(HEIGHT_PX, open.items.length * 40 + 10));
  return (
    <Portal>
      <div className={classes.suggestions} role="listbox" aria-label={t('editor.suggestions')} style={{ left: Math.min(open.at.left, window.innerWidth - 288), top }}>
        {open.items.map((item, index) => (
          <div key={item.id} role="option" tabIndex={-1} aria-selected={index === chosen} className={classes.suggestion}
            onMouseDown={(event) => { event.preventDefault(); open.pick(item); }} onMouseEnter={() => setAt(index)}>
            <span>{item.label}</span>{item.note && <span className={classes.suggestionNote}>{item.note}</span>}
          </div>
        ))}
      </div>
      <div role="status" className="m-hidden">{open.items[chosen]?.label}</div>
    </Portal>
  );
}
