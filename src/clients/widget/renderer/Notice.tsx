/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { Icon } from './questions/icons.tsx';
import type { Say } from './words.ts';

interface NoticeProps {
  title: string;
  text: string;
  link?: { url: string; label: string } | undefined;
  action?: { label: string; do(): void };
  /** Something has worked out. */
  isGood?: boolean;
}

/** One thing to say, and at most one thing to do. */
export function Notice({ title, text, link, action, isGood = false }: NoticeProps) {
  return (
    <div class="notice" role="status">
      {isGood && <span class="seal" aria-hidden="true"><Icon shape="check" /></span>}
      <h1 class="title large" tabIndex={-1}>{title}</h1>
      {text !== '' && <p class="lead">{text}</p>}
      {(link || action) && (
        <div class="actions">
          {link && <a class="primary" href={link.url} rel="noopener noreferrer" target="_top">{link.label}</a>}
          {action && <button type="button" class={link ? 'secondary' : 'primary'} onClick={() => action.do()}>{action.label}</button>}
        </div>
      )}
    </div>
  );
}

/** Asks for the PIN of a link. @param onPin - resolves with whether it was right */
export function PinForm({ say, onPin }: { say: Say; onPin(pin: string): Promise<boolean> }) {
  const [pin, setPin] = useState('');
  const [state, setState] = useState<'open' | 'busy' | 'wrong' | 'blocked' | 'failed'>('open');
  const open = async () => {
    setState('busy');
    try {
      if (!(await onPin(pin.trim()))) setState('wrong');
    } catch (error) {
      setState(error instanceof Error && 'code' in error && error.code === 'survey.pin_blocked' ? 'blocked' : 'failed');
    }
  };
  const fault = state === 'wrong' || state === 'blocked' ? say(`pin.${state}`) : state === 'failed' ? say('failed.text') : '';
  // At the click, which Enter makes too: frames that forbid forms never come to "submit".
  const tryPin = (event: Event) => {
    event.preventDefault();
    if (pin.trim() !== '' && state !== 'busy') void open();
  };
  return (
    <form class="notice" noValidate onSubmit={tryPin}>
      <h1 class="title large" tabIndex={-1}>{say('pin.title')}</h1>
      <p class="lead">{say('pin.text')}</p>
      <label class="pin-label" for="pin">{say('pin.label')}</label>
      <input id="pin" class="field pin" type="text" inputMode="numeric" autocomplete="one-time-code" maxLength={20} value={pin} aria-invalid={fault !== ''} aria-describedby={fault === '' ? undefined : 'pin-fault'} onInput={(event) => setPin(event.currentTarget.value)} />
      <div role="status">{fault !== '' && <p class="fault" id="pin-fault"><Icon shape="alert" />{fault}</p>}</div>
      <div class="actions"><button type="submit" class="primary" aria-busy={state === 'busy'} onClick={tryPin}>{say('pin.open')}</button></div>
    </form>
  );
}
