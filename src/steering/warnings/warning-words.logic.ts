import type { WatchScore } from './warnings.contract.ts';

/** What the words need of an alarm; `value` null = fewer than 30 customers. */
export interface WordedWarning {
  score: WatchScore;
  place: string;
  side: 'up' | 'down';
  beganOn: string;
  value: number | null;
  usual: number;
  n: number;
}

type Language = 'de' | 'en';

const names: Record<Language, Record<WatchScore, string>> = {
  de: { nps: 'Weiterempfehlung (NPS)', experience: 'Erlebnis', gap: 'Erlebnis, gemessen an der Erwartung,', volume: 'Kontakte je Woche' },
  en: { nps: 'Recommendation (NPS)', experience: 'Experience', gap: 'Experience, measured against expectation,', volume: 'Contacts a week' },
};

/** One alarm in a sentence, for mails and cases: where, what, since when, from what to what, n. */
export function sayWarning({ score, place, side, beganOn, value, usual, n }: WordedWarning, language: Language): string {
  const digits = score === 'nps' || score === 'volume' ? 0 : 1;
  const count = new Intl.NumberFormat(language).format(n);
  const signDisplay = score === 'nps' || score === 'gap' ? 'exceptZero' : 'auto';
  const figure = (number: number): string => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay }).format(number).replace('-', '−');
  const week = new Intl.DateTimeFormat(language === 'de' ? 'de' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(beganOn));
  const name = names[language][score];
  if (language === 'de') {
    // A gap that falls is one that grows.
    const moved = score === 'gap' ? (side === 'down' ? 'schlechter' : 'besser') : side === 'down' ? 'gefallen' : 'gestiegen';
    const figures = value === null ? `noch zu wenige Antworten für eine Zahl (${n} von 30)` : `${figure(value)} statt sonst ${figure(usual)}, n = ${count}`;
    return `${place}: ${name} seit der Woche vom ${week} ${moved}: ${score === 'volume' && value !== null ? `${figure(value)} statt sonst ${figure(usual)}` : figures}.`;
  }
  const moved = score === 'gap' ? (side === 'down' ? 'has been worse' : 'has been better') : side === 'down' ? 'has fallen' : 'has risen';
  const figures = value === null ? `not enough answers for a figure yet (${n} of 30)` : `${figure(value)} instead of ${figure(usual)}, n = ${count}`;
  return `${place}: ${name} ${moved} since the week of ${week}: ${score === 'volume' && value !== null ? `${figure(value)} instead of ${figure(usual)}` : figures}.`;
}

/** One mail about all that one look has found. */
export function warningMail(to: { name: string; email: string; language: Language }, sentences: readonly string[], publicUrl: string): { to: string; subject: string; text: string } {
  const words = {
    de: { subject: sentences.length === 1 ? 'Frühwarnung' : `${sentences.length} Frühwarnungen`, hello: `Guten Tag ${to.name},`, first: 'das fällt aus dem Rahmen:', last: 'Belege, Stimmen und nächste Schritte:' },
    en: { subject: sentences.length === 1 ? 'Early warning' : `${sentences.length} early warnings`, hello: `Hello ${to.name},`, first: 'this is out of the ordinary:', last: 'Evidence, voices and next steps:' },
  }[to.language];
  return { to: to.email, subject: words.subject, text: `${words.hello}\n\n${words.first}\n\n${sentences.map((sentence) => `– ${sentence}`).join('\n')}\n\n${words.last}\n${publicUrl}/warnings\n` };
}
