import type { MyLanguage } from './my-page.contract.ts';

interface Texts {
  subjectLine: string;
  text: string;
}

/** What a customer reads who gets a link to their own page. */
export function linkText(language: MyLanguage, { company, url, minutes }: { company: string; url: string; minutes: number }): Texts {
  return language === 'de'
    ? { subjectLine: `Ihr Zugang zu Ihrer Seite bei ${company}`, text: `Guten Tag,\n\nunter diesem Link sehen Sie den Stand Ihrer Anliegen, unsere Zusagen und Ihre Daten:\n\n${url}\n\nDer Link gilt ${minutes} Minuten und lässt sich einmal öffnen. Haben Sie ihn nicht angefordert, brauchen Sie nichts zu tun.\n\nFreundliche Grüße\n${company}` }
    : { subjectLine: `Your way to your page at ${company}`, text: `Hello,\n\nbehind this link you see where your requests stand, what we promised and your data:\n\n${url}\n\nThe link works for ${minutes} minutes and opens once. If you did not ask for it, you need not do anything.\n\nKind regards\n${company}` };
}

/** The same on a text message, which has 160 characters. */
export function linkShortText(language: MyLanguage, { company, url, minutes }: { company: string; url: string; minutes: number }): Texts {
  return { subjectLine: '', text: language === 'de' ? `${company}: Ihre Seite, ${minutes} Minuten gültig: ${url}` : `${company}: your page, valid for ${minutes} minutes: ${url}` };
}

export function codeText(language: MyLanguage, { company, code, minutes }: { company: string; code: string; minutes: number }): Texts {
  return language === 'de'
    ? { subjectLine: `Ihr Code: ${code}`, text: `Ihr Code für Ihre Seite bei ${company}: ${code}\n\nEr gilt ${minutes} Minuten. Geben Sie ihn niemandem weiter.` }
    : { subjectLine: `Your code: ${code}`, text: `Your code for your page at ${company}: ${code}\n\nIt is valid for ${minutes} minutes. Do not give it to anybody.` };
}
