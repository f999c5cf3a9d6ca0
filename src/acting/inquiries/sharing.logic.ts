import type { InquiryLanguage, OfferedField, ShareableField, SharedField } from './inquiries.contract.ts';

const labels: Readonly<Record<ShareableField, { de: string; en: string }>> = {
  touchpoint: { de: 'Kontaktpunkt', en: 'Touchpoint' },
  category: { de: 'Thema', en: 'Category' },
  device: { de: 'Gerät', en: 'Device' },
  software: { de: 'Softwarestand', en: 'Software version' },
  product: { de: 'Produkt', en: 'Product' },
  place: { de: 'Ort', en: 'Place' },
  words: { de: 'Worte des Kunden', en: 'The customer’s words' },
  name: { de: 'Name', en: 'Name' },
  email: { de: 'E-Mail', en: 'E-mail' },
  phone: { de: 'Telefon', en: 'Phone' },
  address: { de: 'Anschrift', en: 'Address' },
  contract: { de: 'Vertragsnummer', en: 'Contract number' },
  serial: { de: 'Seriennummer', en: 'Serial number' },
  customer_number: { de: 'Kundennummer', en: 'Customer number' },
};

/** What is shared: only what was ticked, in the order in which it is offered, and only where there is something. */
export function pickShared(offered: readonly OfferedField[], ticked: readonly ShareableField[], language: InquiryLanguage): SharedField[] {
  return offered.filter(({ field, value }) => ticked.includes(field) && value !== '').map(({ field, value }) => ({ field, label: labels[field][language], value }));
}

const wordsThatName: readonly ShareableField[] = ['name', 'email', 'phone', 'address', 'contract', 'serial', 'customer_number'];
const bare = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}@]/gu, '');

/** Personal data that is not ticked, but that somebody has written into the question itself. */
export function findNamed(text: string, offered: readonly OfferedField[], ticked: readonly ShareableField[]): ShareableField[] {
  const written = bare(text);
  const parts = (field: ShareableField, value: string) => (field === 'name' ? value.split(/\s+/).filter((part) => part.length >= 4) : value.split(/[,;\n]/));
  return offered.filter(({ field, value }) => wordsThatName.includes(field) && !ticked.includes(field) && parts(field, value).some((part) => bare(part).length >= 4 && written.includes(bare(part)))).map(({ field }) => field);
}

export interface Asking {
  question: string;
  shared: readonly SharedField[];
  dueAt: Date;
  timeZone: string;
  language: InquiryLanguage;
  /** Who writes, as the other side knows us. */
  company: string;
}

const sentences = {
  de: { shared: 'Dazu die Angaben:', due: (due: string) => `Bitte antworten Sie bis ${due}. Lassen Sie dabei den Betreff stehen, damit Ihre Antwort richtig ankommt.`, regards: 'Freundliche Grüße' },
  en: { shared: 'What belongs to it:', due: (due: string) => `Please answer by ${due}. Leave the subject line as it is, so that your answer arrives in the right place.`, regards: 'Kind regards' },
} as const;

/** The mail of a question, word for word as it goes out. */
export function writeQuestion({ question, shared, dueAt, timeZone, language, company }: Asking): string {
  const words = sentences[language];
  return [question.trim(), ...(shared.length === 0 ? [] : [`${words.shared}\n${shared.map(({ label, value }) => `${label}: ${value}`).join('\n')}`]), words.due(showDue(dueAt, timeZone, language)), [words.regards, company].filter((line) => line !== '').join('\n')].join('\n\n');
}

export function showDue(dueAt: Date, timeZone: string, language: InquiryLanguage): string {
  return new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }).format(dueAt);
}

/** What a reminder says. */
export function writeReminder({ question, dueAt, timeZone, language, company, isOverdue }: Omit<Asking, 'shared'> & { isOverdue: boolean }): string {
  const due = showDue(dueAt, timeZone, language);
  const start = language === 'de'
    ? `${isOverdue ? `wir haben noch keine Antwort auf unsere Frage; sie war bis ${due} erbeten.` : `eine Erinnerung an unsere Frage: Wir bitten um Ihre Antwort bis ${due}.`}`
    : `${isOverdue ? `we have no answer to our question yet; we had asked for it by ${due}.` : `a reminder of our question: we kindly ask for your answer by ${due}.`}`;
  const greeting = language === 'de' ? 'Guten Tag,' : 'Hello,';
  return [greeting, start, question.trim().split('\n').map((line) => `> ${line}`).join('\n'), [sentences[language].regards, company].filter((line) => line !== '').join('\n')].join('\n\n');
}

/** The mail that brings the link: nothing of the question, because mails are read by others too. */
export function writeLinkMail({ link, dueAt, timeZone, language, company }: { link: string; dueAt: Date; timeZone: string; language: InquiryLanguage; company: string }): string {
  const due = showDue(dueAt, timeZone, language);
  return language === 'de'
    ? `Guten Tag,\n\nwir haben eine Frage an Sie. Sie finden sie hier und können dort auch antworten, ohne Anmeldung:\n\n${link}\n\nBitte antworten Sie bis ${due}. Der Link ist nur für Sie bestimmt.\n\n${['Freundliche Grüße', company].filter((line) => line !== '').join('\n')}`
    : `Hello,\n\nwe have a question for you. You find it here, and can answer there without an account:\n\n${link}\n\nPlease answer by ${due}. The link is meant for you only.\n\n${['Kind regards', company].filter((line) => line !== '').join('\n')}`;
}
