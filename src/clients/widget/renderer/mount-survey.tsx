/** @jsxImportSource preact */
import { render } from 'preact';
import type { MountedSurvey, MountOptions } from './mount.types.ts';
import css from './renderer.css?inline';
import { Survey } from './Survey.tsx';

/**
 * Shows a survey in `root`: the page, the widget's shadow root, the kiosk and the editor's preview. Styles are laid on the
 * document or shadow root that `root` is in, without a style element, so that no content security policy minds.
 */
export function mountSurvey(root: ShadowRoot | HTMLElement, options: MountOptions): MountedSurvey {
  layStyles(root);
  let current = options;
  let saveNow: () => void = () => undefined;
  const draw = () => render(<Survey {...current} onReady={(save) => { saveNow = save; }} />, root);
  const leave = () => { if (document.visibilityState === 'hidden') saveNow(); };
  document.addEventListener('visibilitychange', leave);
  addEventListener('pagehide', leave);
  draw();
  return {
    update(change) {
      current = { ...current, ...change };
      draw();
    },
    saveNow: () => saveNow(),
    unmount() {
      document.removeEventListener('visibilitychange', leave);
      removeEventListener('pagehide', leave);
      render(null, root);
    },
  };
}

const STYLES = '/widget/survey.css';
const laid = new WeakSet<Node>();

/** Once for each document or shadow root. */
export function layStyles(root: ShadowRoot | HTMLElement): void {
  const place = root.getRootNode();
  if (!(place instanceof Document || place instanceof ShadowRoot) || laid.has(place)) return;
  laid.add(place);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
  } catch {
    // Phones of 2020 (iOS 15) cannot make style sheets: they fetch the same as a file.
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL(STYLES, import.meta.url).href;
    (place instanceof Document ? place.head : place).append(link);
  }
}
