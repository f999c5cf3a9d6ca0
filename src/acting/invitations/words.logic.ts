import type { Definition, Question, Words } from '../../listening/surveys/definition.contract.ts';
import { wordsIn } from '../../listening/surveys/flow/flow.logic.ts';
import { HTML_FOLLOWS } from '../messages/compose.logic.ts';
import { escapeHtml } from '../templates/render-template.logic.ts';
import type { InvitationText } from './invitations.contract.ts';

type Language = InvitationText['language'];

/** What can be answered by one tap: a row of buttons in the mail. */
export interface FirstQuestion {
  id: string;
  title: string;
  choices: { value: string; label: string }[];
  lowLabel: string;
  highLabel: string;
}

const MOST_CHOICES = 8;

/**
 * The first question of a survey, where one tap answers it; null for all others: then the mail has one button.
 * A question that is not asked of everybody, or not first of everybody, is never asked in the mail.
 */
export function firstQuestionOf({ pages, languages }: Definition, language: string): FirstQuestion | null {
  const [page] = pages;
  const question = page?.questions.find(({ kind }) => kind !== 'statement');
  if (!page || !question || page.when !== undefined || question.when !== undefined || (page.isShuffled === true && page.questions.length > 1)) return null;
  const words = (text: Words | undefined) => plain(wordsIn(text, language, languages));
  const choices = choicesOf(question, words);
  if (choices.length === 0) return null;
  return { id: question.id, title: words(question.title), choices, lowLabel: words('lowLabel' in question ? question.lowLabel : undefined), highLabel: words('highLabel' in question ? question.highLabel : undefined) };
}

function choicesOf(question: Question, words: (text: Words | undefined) => string): FirstQuestion['choices'] {
  const points = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, index) => ({ value: String(low + index), label: String(low + index) }));
  switch (question.kind) {
    case 'nps': return points(0, 10);
    case 'csat':
    case 'ces':
    case 'rating': return points(1, question.points);
    case 'choice': return question.options.length > MOST_CHOICES || question.options.some(({ withText }) => withText) || question.isShuffled === true ? [] : question.options.map(({ id, label }) => ({ value: id, label: words(label) }));
    default: return [];
  }
}

/** Nothing of it is a place to be filled in: an answer that could be piped in is not there yet. */
const plain = (text: string) => text.replaceAll(/\{\{.*?\}\}/gs, '').replaceAll(/[{}]/g, '').replaceAll(/\s+/g, ' ').trim();

const own = {
  de: {
    subject: (title: string) => (title === '' ? 'Eine kurze Frage an Sie' : `Eine kurze Frage an Sie: ${title}`), reminderSubject: (subject: string) => `Erinnerung: ${subject}`,
    greeting: "Guten Tag{% if customer.name != '' %} {{ customer.name }}{% endif %},",
    invitation: 'wie war es für Sie? Ihre Antwort dauert nur einen Augenblick und hilft uns, besser zu werden.',
    general: 'wir möchten gern wissen, wie Sie über uns denken. Ihre Antwort dauert nur einen Augenblick und hilft uns, besser zu werden.',
    reminder: 'vor einigen Tagen haben wir Sie nach Ihrer Meinung gefragt. Falls Sie noch einen Augenblick Zeit haben: Ihre Antwort hilft uns sehr. Dies ist nur eine Erinnerung; wenn Sie nicht antworten möchten, brauchen Sie nichts zu tun.',
    staff: 'wie geht es Ihnen bei der Arbeit mit unseren Kunden? Ihre Antwort ist anonym: Der Link gilt einmal, und niemand kann sehen, wer was geantwortet hat.',
    answer: 'Jetzt antworten', here: 'Hier antworten Sie:', more: 'Ein Klick genügt. Auf der Seite können Sie Ihre Antwort noch ändern und mehr dazu sagen.',
  },
  en: {
    subject: (title: string) => (title === '' ? 'A short question for you' : `A short question for you: ${title}`), reminderSubject: (subject: string) => `Reminder: ${subject}`,
    greeting: "Hello{% if customer.name != '' %} {{ customer.name }}{% endif %},",
    invitation: 'how was it for you? Your answer takes only a moment and helps us to get better.',
    general: 'we would like to know what you think of us. Your answer takes only a moment and helps us to get better.',
    reminder: 'some days ago we asked you for your opinion. If you have a moment: your answer helps us a lot. This is only a reminder; if you prefer not to answer, there is nothing you need to do.',
    staff: 'how do you fare in working with our customers? Your answer is anonymous: the link works once, and nobody can see who answered what.',
    answer: 'Answer now', here: 'Answer here:', more: 'One click is enough. On the page you can still change your answer and say more.',
  },
} as const;

export interface InvitationWordsSource {
  definition: Definition;
  texts: readonly InvitationText[];
  language: Language;
  part: InvitationText['part'];
  isStaff: boolean;
  /** About a contact, of which one can ask how it was; or about us as a whole. */
  isAfterContact: boolean;
}

export interface Template {
  language: Language;
  subjectLine: string;
  /** Liquid. */
  text: string;
  /** As compileBody reads it: Markdown, then HTML that follows as it is. */
  html: string | null;
}

/** A mail: greeting, why, the first question as buttons, and the link. Its address stands in `survey.link`. */
export function mailWords({ definition, texts, language, part, isStaff, isAfterContact }: InvitationWordsSource): Template {
  const own_ = own[language];
  const given = texts.find((text) => text.language === language && text.part === part);
  const subjectLine = given?.subjectLine ?? subjectOf({ definition, texts, language, part });
  const intro = given?.text ?? `${own_.greeting}\n\n${isStaff ? own_.staff : part === 'invitation' && !isAfterContact ? own_.general : own_[part]}`;
  const question = firstQuestionOf(definition, language);
  return {
    language, subjectLine,
    text: [intro, ...(question ? [question.title] : []), `${own_.here}\n{{ survey.link }}`].join('\n\n'),
    html: `${intro}${HTML_FOLLOWS}${question ? questionHtml(question, own_.more) : buttonHtml('{{ survey.link }}', own_.answer, true)}`,
  };
}

/** One line and the link, for channels where each sign counts. */
export function shortWords(source: Pick<InvitationWordsSource, 'definition' | 'texts' | 'language' | 'part'>): Template {
  const subjectLine = subjectOf(source);
  return { language: source.language, subjectLine, text: `{% if company.name != '' %}{{ company.name }}: {% endif %}${subjectLine} {{ survey.link }}`, html: null };
}

function subjectOf({ definition, texts, language, part }: Pick<InvitationWordsSource, 'definition' | 'texts' | 'language' | 'part'>): string {
  const given = (wanted: InvitationText['part']) => texts.find((text) => text.language === language && text.part === wanted)?.subjectLine;
  const first = given('invitation') ?? own[language].subject(plain(wordsIn(definition.title, language, definition.languages)));
  return part === 'invitation' ? first : given('reminder') ?? own[language].reminderSubject(first);
}

const questionHtml = ({ id, title, choices, lowLabel, highLabel }: FirstQuestion, more: string) => {
  const ends = lowLabel === '' && highLabel === '' ? '' : `<p style="margin:0 0 16px;font-size:13px;color:#555555">${escapeHtml([choices[0], choices.at(-1)].map((end, index) => `${end?.label ?? ''} = ${index === 0 ? lowLabel : highLabel}`).join(' · '))}</p>`;
  return [
    `<p style="margin:24px 0 8px;font-weight:700">${escapeHtml(title)}</p>`,
    `<p style="margin:0 0 4px;line-height:52px">${choices.map(({ value, label }) => buttonHtml(`{{ survey.link }}&amp;a=${id}:${value}`, label, false)).join(' ')}</p>`,
    ends, `<p style="margin:0 0 16px;font-size:13px;color:#555555">${escapeHtml(more)}</p>`,
  ].join('\n');
};

/** Large enough for a thumb; words in a colour that can be read on white and, inverted, on black. */
const buttonHtml = (href: string, label: string, isWide: boolean) =>
  `<a href="${href}" style="display:inline-block;min-width:${isWide ? 160 : 24}px;padding:10px 10px;border:1px solid #1f4e5f;border-radius:6px;line-height:24px;text-align:center;font-weight:700;text-decoration:none;color:#1f4e5f;background:#ffffff">${escapeHtml(label)}</a>`;
