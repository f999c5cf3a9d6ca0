const words = {
  de: new Set('und der die das ich nicht ist sie wir mit auf für dass haben habe ein eine mein meine war sehr aber auch nur noch mir mich von zum zur bei kein keine wird werden wurde immer wieder gut schlecht leider sind hat nie mehr alles'.split(' ')),
  en: new Set('and the is i not you we with for that have has a an my was very but also only me from to at no will would been this it of are be never again good bad they all so just'.split(' ')),
};

/** German or English by the small words of a text; empty where neither is clear. */
export function guessLanguage(text: string): string {
  const found = text.slice(0, 5_000).toLowerCase().match(/\p{L}+/gu) ?? [];
  const n = (language: keyof typeof words) => found.filter((word) => words[language].has(word)).length;
  const [de, en] = [n('de'), n('en')];
  if (Math.max(de, en) < 2 || Math.abs(de - en) * 3 < Math.max(de, en)) return /[äöüß]/i.test(text.slice(0, 5_000)) ? 'de' : '';
  return de > en ? 'de' : 'en';
}

/** A language tag as history keeps it: `de-DE` → `de`; empty for what is none. */
export const languageOf = (tag: string): string => /^([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*$/i.exec(tag.trim())?.[1]?.toLowerCase() ?? '';
