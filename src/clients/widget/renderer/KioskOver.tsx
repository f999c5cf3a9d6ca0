/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { paletteOf } from './theme.logic.ts';
import type { Say } from './words.ts';

export type KioskNeed = { kind: 'none' } | { kind: 'asking' | 'ending'; seconds: number };

/** Asks before the answers of somebody who seems to have left are put away. */
export function StillThere({ say, seconds, onStay, onAgain }: { say: Say; seconds: number; onStay(): void; onAgain(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <Over>
      <dialog ref={dialog} class="ask" aria-labelledby="ask-title" onCancel={(event) => { event.preventDefault(); onStay(); }}>
        <h2 id="ask-title" class="title">{say('kiosk.there')}</h2>
        <p>{say('kiosk.soon', { seconds })}</p>
        <div class="actions">
          <button type="button" class="secondary" onClick={onAgain}>{say('kiosk.again')}</button>
          <button type="button" class="primary" onClick={onStay}>{say('kiosk.stay')}</button>
        </div>
      </dialog>
    </Over>
  );
}

/** For the next person, and for staff: how many answers still wait, and how many nobody took. */
export function Corner({ say, waiting, refused, seconds, onAgain }: { say: Say; waiting: number; refused: number; seconds?: number; onAgain?(): void }) {
  const [isFull, setIsFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const follow = () => setIsFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);
  return (
    <Over>
      <div class="corner">
        {waiting > 0 && <span>{say('kiosk.waiting', { count: waiting })}</span>}
        {refused > 0 && <span>{say('kiosk.refused', { count: refused })}</span>}
        {seconds !== undefined && <span>{say('kiosk.soon', { seconds })}</span>}
        {onAgain && <button type="button" class="quiet" onClick={onAgain}>{say('kiosk.again')}</button>}
        {!isFull && document.fullscreenEnabled && <button type="button" class="quiet" onClick={() => void document.documentElement.requestFullscreen().catch(() => undefined)}>{say('kiosk.full')}</button>}
      </div>
    </Over>
  );
}

/** Lies over the survey, in its colours. */
function Over({ children }: { children: ComponentChildren }) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const survey = document.querySelector<HTMLElement>('#root .sv');
    for (const property of Object.keys(paletteOf(null, false))) root.current?.style.setProperty(property, survey?.style.getPropertyValue(property) ?? '');
  });
  return <div ref={root} class="sv over">{children}</div>;
}
