import type { Rules } from '../../listening/placements/placements.contract.ts';

/** A place on somebody else's page that shows a survey and leaves the page as it is. */
export interface Frame {
  /** The survey is drawn into this. */
  root: HTMLElement;
  /** Makes it visible, once there is something to see: nothing on the page moves. */
  reveal(): void;
  name(title: string, language: string, direction: string): void;
  /** Not once the page has taken it out, which pages that build themselves anew do. */
  isThere(): boolean;
  close(): void;
}

const css = `
.panel { box-sizing: border-box; display: block; margin: 0; padding: 0; border: 0; max-width: 100%; background: none; color: inherit; }
.panel > div { max-height: inherit; }
.popover, .slide_in, .modal { overflow: hidden; border-radius: 14px; box-shadow: 0 0 0 1px rgb(0 0 0 / .08), 0 12px 40px rgb(0 0 0 / .22); }
.popover { max-height: min(640px, calc(100dvh - 32px)); }
.slide_in { height: 100dvh; max-height: 100dvh; border-radius: 0; }
.popover > div, .slide_in > div, .modal > div { display: grid; height: 100%; }
dialog.panel { position: fixed; inset: 0; margin: auto; width: min(640px, calc(100vw - 32px)); max-height: calc(100dvh - 32px); }
dialog.panel:focus { outline: none; }
dialog.panel:not([open]) { display: none; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
.said { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) {
  .popover { animation: rise .22s ease-out; }
  .slide_in { animation: slide .25s ease-out; }
  .left { --momente-from: -1; }
  @keyframes rise { from { transform: translateY(16px); opacity: 0; } }
  @keyframes slide { from { transform: translateX(calc(100% * var(--momente-from, 1))); } }
}
@media (forced-colors: active) { .panel { border: 1px solid; } }`;

/** An inline survey can be used in so much height. */
const ROOM_PX = 240;
/** Lower than this a window shows too little of a longer question. */
const LEAST_PX = 400;

/** Above all, where the browser has no layer of its own for that. */
const ON_TOP = '2147483647';

/**
 * Opens a frame that cannot be seen yet. The page's styles end at the shadow root; what a page says about all elements
 * (`* { … }`) would still reach the element that carries it, so that element says everything itself, and last.
 * @throws where the browser cannot make style sheets (iOS 15): nothing shows then
 * @returns null where an inline survey finds no place, or none that it could fill without moving what somebody reads
 */
export async function openFrame({ way, side, selector }: Pick<Rules, 'way' | 'side' | 'selector'>, onClose: () => void): Promise<Frame | null> {
  // After the body: what the page says about its own elements (the last one of its body, say) goes on meaning the same.
  const place = await quietPlace({ way, selector });
  if (!place) return null;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const host = document.createElement('momente-survey');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet];
  const isModal = way === 'modal';
  const panel = document.createElement(isModal ? 'dialog' : 'div');
  panel.className = `panel ${way} ${side}`;
  // The window itself, not the first thing in it, so that its name is heard first.
  if (isModal) Object.assign(panel, { autofocus: true, tabIndex: -1 });
  // What is kept free is filled and not outgrown: it scrolls inside.
  if (way === 'inline' && place.clientHeight >= ROOM_PX) panel.style.maxHeight = `${place.clientHeight}px`;
  panel.setAttribute('role', way === 'inline' ? 'region' : 'dialog');
  const root = document.createElement('div');
  const said = document.createElement('div');
  said.className = 'said';
  said.setAttribute('role', 'status');
  panel.append(root);
  shadow.append(panel, said);
  const before = document.activeElement;
  style(host, { display: 'none' });
  place.append(host);

  const onKey = (event: KeyboardEvent) => {
    // Escape belongs to the page as long as somebody is busy there.
    const isOurs = event.composedPath().includes(host);
    const isNobodys = document.activeElement === document.body || document.activeElement === null;
    if (event.key !== 'Escape' || event.defaultPrevented || isModal || way === 'inline' || !(isOurs || isNobodys)) return;
    onClose();
  };
  document.addEventListener('keydown', onKey);
  panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    onClose();
  });
  return {
    root,
    reveal() {
      style(host, placed[way], way === 'popover' || way === 'slide_in' ? atSide(way, side) : {});
      if (way === 'inline') return;
      if (isModal && panel instanceof HTMLDialogElement) {
        panel.showModal();
        return keepHeight(panel);
      }
      // The browser's top layer: nothing of the page lies above it or cuts it off. It takes no focus.
      host.popover = 'manual';
      host.showPopover?.();
      if (way === 'popover') keepHeight(panel);
      said.textContent = panel.getAttribute('aria-label');
    },
    name(title, language, direction) {
      panel.setAttribute('aria-label', title);
      panel.lang = language;
      panel.dir = direction;
    },
    isThere: () => host.isConnected,
    close() {
      document.removeEventListener('keydown', onKey);
      const hadFocus = host.matches(':focus-within');
      host.remove();
      if (hadFocus && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
  };
}

/** From the first screen on: one that grew with the next question would move under the pointer. It scrolls inside. */
function keepHeight(panel: HTMLElement): void {
  panel.style.height = `${Math.max(panel.offsetHeight, LEAST_PX)}px`;
}

const placed: Readonly<Record<Rules['way'], Readonly<Record<string, string>>>> = {
  inline: { display: 'block', position: 'static' },
  modal: { display: 'block', position: 'fixed', width: '0', height: '0' },
  popover: { display: 'block', position: 'fixed', top: 'auto', bottom: '16px', width: 'min(400px, calc(100vw - 32px))' },
  slide_in: { display: 'block', position: 'fixed', top: '0', bottom: '0', width: 'min(440px, 100vw)' },
};
const atSide = (way: Rules['way'], side: Rules['side']) => ({ left: 'auto', right: 'auto', [side]: way === 'popover' ? '16px' : '0' });

/** Set by script, which a content security policy allows, and with the one weight that no style sheet of a page outdoes. */
function style(host: HTMLElement, ...rules: Readonly<Record<string, string>>[]): void {
  for (const [name, value] of Object.entries(Object.assign({ all: 'initial', 'z-index': ON_TOP, overflow: 'visible' }, ...rules))) host.style.setProperty(name, String(value), 'important');
}

const LOOKS_EVERY_MS = 500;

/**
 * Where a survey goes, as soon as it disturbs nobody. Inline: its element, once filling it moves nothing that is being
 * read, because it is out of sight or keeps a space free. In a corner: not while the page has a window of its own in
 * front or a film on the whole screen; nothing behind those can be clicked, and a survey could not even be closed.
 */
export async function quietPlace({ way, selector }: Pick<Rules, 'way' | 'selector'>): Promise<Element | null> {
  if (way !== 'inline') {
    if (way !== 'modal') while (hasWindow()) await new Promise((look) => setTimeout(look, LOOKS_EVERY_MS));
    return document.documentElement;
  }
  const place = find(selector ?? '');
  if (!place || place.clientHeight >= ROOM_PX) return place;
  return new Promise((done) => {
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      // What the page takes out is out of sight, too.
      done(place.isConnected ? place : null);
    });
    watch.observe(place);
  });
}

function hasWindow(): boolean {
  try {
    return document.querySelector(':modal') !== null;
  } catch {
    return false; // browsers that do not know the word
  }
}

function find(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null; // not a selector
  }
}
