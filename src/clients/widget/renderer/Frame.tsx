/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { MountOptions } from './mount.types.ts';
import { Icon } from './questions/icons.tsx';
import { paletteOf } from './theme.logic.ts';
import { directionOf, nameOfLanguage, type Say } from './words.ts';

interface FrameProps extends Pick<MountOptions, 'load' | 'mode' | 'onClose' | 'imageUrl'> {
  language: string;
  languages: readonly string[];
  onLanguage(language: string): void;
  /** Of the way that is done, 0–1; null shows none. */
  share: number | null;
  steps?: { step: number; steps: number };
  name: string;
  say: Say;
  mainRef?: { current: HTMLElement | null };
  children: ComponentChildren;
}

/** What stands around every screen: colours, logo, language, progress, the way out. */
export function Frame({ load, mode, onClose, imageUrl, language, languages, onLanguage, share, steps, name, say, mainRef, children }: FrameProps) {
  const isDark = useDark(load.theme?.scheme ?? 'auto');
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const [property, value] of Object.entries(paletteOf(load.theme, isDark))) root.current?.style.setProperty(property, value);
  }, [load.theme, isDark]);
  const logo = load.theme?.logo && imageUrl ? imageUrl(load.theme.logo) : '';
  // A page has its landmark of its own; on somebody else's page, ours is a part of it.
  const Main = mode === 'widget' ? 'section' : 'main';
  const hasHead = logo !== '' || name !== '' || languages.length > 1 || onClose !== undefined;
  return (
    <div ref={root} class="sv" data-mode={mode} lang={language} dir={directionOf(language)}>
      {share !== null && <progress class="progress" max={1} value={share} aria-label={say('progress', { ...steps })} />}
      {hasHead && (
        <div class="top">
          {logo !== '' && <img class="logo" src={logo} alt="" />}
          <p class="name">{name}</p>
          {languages.length > 1 && (
            <span class="select language">
              <select aria-label={say('language')} value={language} onChange={(event) => onLanguage(event.currentTarget.value)}>
                {languages.map((tag) => <option key={tag} value={tag} lang={tag}>{nameOfLanguage(tag)}</option>)}
              </select>
            </span>
          )}
          {onClose && <button type="button" class="tool close" aria-label={say('close')} onClick={() => onClose()}><Icon shape="cross" /></button>}
        </div>
      )}
      <Main ref={mainRef ?? null} class="main">{children}</Main>
    </div>
  );
}

function useDark(scheme: 'light' | 'dark' | 'auto'): boolean {
  const [wantsDark, setWantsDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setWantsDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return scheme === 'auto' ? wantsDark : scheme === 'dark';
}
