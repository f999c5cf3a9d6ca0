import type { Definition, Ending, Question, Words } from '../definition.contract.ts';
import type { SurveyKind, TemplateKey } from '../drafts/drafts.contract.ts';

/** A survey to start from. Its definition may be taken as it is; the company changes words, not instruments. */
export interface SurveyTemplate {
  key: TemplateKey;
  kind: SurveyKind;
  nameDe: string;
  nameEn: string;
  descriptionDe: string;
  descriptionEn: string;
  /** Where the instrument comes from; the note says how closely we follow it. */
  source: { author: string; title: string; year: number; noteDe: string; noteEn: string };
  definition: Definition;
}

export const words = (de: string, en: string): Words => ({ de, en });

export const thanks: Ending = {
  id: 'thanks',
  title: words('Vielen Dank!', 'Thank you!'),
  text: words('Ihre Antwort ist angekommen und hilft uns, besser zu werden.', 'We have received your answer. It helps us get better.'),
};

export const comment: Question = {
  kind: 'text', id: 'comment', lines: 'many', role: 'comment', maxLength: 5_000,
  title: words('Was möchten Sie uns noch sagen?', 'What else would you like to tell us?'),
  help: words('Bitte schreiben Sie keine Passwörter oder Bankdaten hinein.', 'Please do not enter passwords or bank details.'),
};

export const recommendation: Question = {
  kind: 'nps', id: 'nps',
  title: words('Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?', 'How likely are you to recommend us?'),
  lowLabel: words('sehr unwahrscheinlich', 'very unlikely'), highLabel: words('sehr wahrscheinlich', 'very likely'),
};

export const satisfaction: Question = {
  kind: 'csat', id: 'csat', points: 5,
  title: words('Wie zufrieden sind Sie insgesamt?', 'How satisfied are you overall?'),
  lowLabel: words('sehr unzufrieden', 'very dissatisfied'), highLabel: words('sehr zufrieden', 'very satisfied'),
};

/** One question on a screen, at one's own pace: for short surveys on a phone. */
export const oneByOne = { showsProgress: true, allowsBack: true, isOneByOne: true } as const;
/** Whole pages: for instruments whose rows belong together. */
export const pageByPage = { showsProgress: true, allowsBack: true, isOneByOne: false } as const;
