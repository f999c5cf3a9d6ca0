const words = {
  de: new Set('und der die das ich nicht ist sie wir mit auf für dass haben habe ein eine mein meine ihr ihre bitte danke vielen dank seit aber auch wie kann noch mir mich von zum zur bei kein keine guten tag sehr geehrte hallo grüße freundlichen wird werden wurde'.split(' ')),
  en: new Set('and the is i not you we with for that have has a an my your please thank thanks since but also how can still me from to at no dear hello regards kind will would was been this it of are be'.split(' ')),
};

/** German or English by the small words of a text; null where neither is clear. */
export function guessLanguage(text: string): 'de' | 'en' | null {
  const found = text.slice(0, 5_000).toLowerCase().match(/[\p{L}]+/gu) ?? [];
  const n = (language: 'de' | 'en') => found.filter((word) => words[language].has(word)).length;
  const [de, en] = [n('de'), n('en')];
  if (Math.max(de, en) < 2 || Math.abs(de - en) * 3 < Math.max(de, en)) return /[äöüß]/i.test(text.slice(0, 5_000)) ? 'de' : null;
  return de > en ? 'de' : 'en';
}
