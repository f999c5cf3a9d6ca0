import type { Question, QuestionKind, Words } from '../../definition.contract.ts';

/** What a new question begins with, so that nobody starts at an empty field: neutral wordings to write over, the same as in the templates. */
interface StartWords {
  title: Words;
  low?: Words;
  high?: Words;
}

const extent = { low: { de: 'gar nicht', en: 'not at all' }, high: { de: 'sehr', en: 'very much' } };

export const startWords: Record<QuestionKind, StartWords> = {
  nps: {
    title: { de: 'Wie wahrscheinlich ist es, dass Sie uns Freunden oder Kollegen weiterempfehlen?', en: 'How likely are you to recommend us to friends or colleagues?' },
    low: { de: 'sehr unwahrscheinlich', en: 'very unlikely' }, high: { de: 'sehr wahrscheinlich', en: 'very likely' },
  },
  csat: { title: { de: 'Wie zufrieden sind Sie mit diesem Kontakt?', en: 'How satisfied are you with this contact?' }, low: { de: 'sehr unzufrieden', en: 'very dissatisfied' }, high: { de: 'sehr zufrieden', en: 'very satisfied' } },
  ces: { title: { de: 'Es war einfach, mein Anliegen zu klären.', en: 'It was easy to get my request settled.' }, low: { de: 'stimme gar nicht zu', en: 'strongly disagree' }, high: { de: 'stimme voll zu', en: 'strongly agree' } },
  rating: { title: { de: 'Wie bewerten Sie …?', en: 'How would you rate …?' }, low: { de: 'sehr schlecht', en: 'very poor' }, high: { de: 'sehr gut', en: 'very good' } },
  choice: { title: { de: 'Welche Antwort trifft am besten zu?', en: 'Which answer fits best?' } },
  choices: { title: { de: 'Welche Antworten treffen zu?', en: 'Which answers apply?' } },
  dropdown: { title: { de: 'Bitte wählen Sie aus.', en: 'Please choose.' } },
  matrix: { title: { de: 'Wie sehr stimmen Sie den folgenden Aussagen zu?', en: 'How far do you agree with these statements?' }, low: { de: 'stimme gar nicht zu', en: 'strongly disagree' }, high: { de: 'stimme voll zu', en: 'strongly agree' } },
  pairs: { title: { de: 'Was hatten Sie erwartet, und wie war es dann?', en: 'What did you expect, and how was it?' }, ...extent },
  importance: { title: { de: 'Wie wichtig ist Ihnen …?', en: 'How important is … to you?' }, low: { de: 'unwichtig', en: 'not important' }, high: { de: 'sehr wichtig', en: 'very important' } },
  ranking: { title: { de: 'Bitte ordnen Sie, das Wichtigste zuerst.', en: 'Please put these in order, the most important first.' } },
  slider: { title: { de: 'Wo ordnen Sie … ein?', en: 'Where would you place …?' }, ...extent },
  number: { title: { de: 'Wie viele …?', en: 'How many …?' } },
  date: { title: { de: 'Wann war das?', en: 'When was that?' } },
  text: { title: { de: 'Was möchten Sie uns noch sagen?', en: 'What else would you like to tell us?' } },
  contact: { title: { de: 'Wie erreichen wir Sie?', en: 'How do we reach you?' } },
  consent: { title: { de: 'Ihre Einwilligung', en: 'Your consent' } },
  pictures: { title: { de: 'Welches Bild passt am besten?', en: 'Which picture fits best?' } },
  file: { title: { de: 'Möchten Sie uns etwas zeigen?', en: 'Would you like to show us something?' } },
  statement: { title: { de: 'Gut zu wissen', en: 'Good to know' } },
};

export const optionWords = (number: number): Words => ({ de: `Antwort ${number}`, en: `Answer ${number}` });
export const itemWords = (number: number): Words => ({ de: `Aussage ${number}`, en: `Statement ${number}` });
export const aspectWords: readonly { dimension: string; words: Words }[] = [
  { dimension: 'speed', words: { de: 'Schnelligkeit', en: 'Speed' } },
  { dimension: 'information', words: { de: 'Information', en: 'Information' } },
];
export const pairLabels = {
  expectation_experience: { first: { de: 'Meine Erwartung', en: 'What I expected' }, second: { de: 'Mein Erlebnis', en: 'How it was' } },
  functional_dysfunctional: { first: { de: 'Wenn es das gibt', en: 'If it is there' }, second: { de: 'Wenn es das nicht gibt', en: 'If it is not there' } },
};
export const naWords: Words = { de: 'kann ich nicht sagen', en: 'cannot say' };
export const consentWords: Words = { de: 'Ja, Sie dürfen sich bei mir melden.', en: 'Yes, you may contact me.' };
export const otherWords: Words = { de: 'Etwas anderes', en: 'Something else' };
export const noneWords: Words = { de: 'Nichts davon', en: 'None of these' };
export const endingWords: Words = { de: 'Vielen Dank!', en: 'Thank you!' };

/**
 * Words that only hold a place: a question that says "…", an answer that says "Answer 2"; or that were written over in one language
 * and not in the other, which then asks something else. @returns the first that nobody has written over
 */
export function suggestedStill(question: Question, language: 'de' | 'en'): string | null {
  const title = question.title[language] ?? '';
  const { title: start } = startWords[question.kind];
  if (title.includes('…') && title === start[language]) return title;
  const items = 'items' in question ? question.items.map(({ text }) => text) : [];
  const left = [leftBehind(question.title, start, language), ...items.flatMap((text) => aspectWords.map(({ words }) => leftBehind(text, words, language)))].find((found) => found !== null);
  if (left !== undefined) return left;
  const parts = 'options' in question ? question.options.map(({ label }) => label) : 'rows' in question ? question.rows.map(({ text }) => text) : [];
  const held = new Set(parts.map((_, at) => ('options' in question ? optionWords : itemWords)(at + 1)[language]));
  return parts.map((words) => words[language] ?? '').find((text) => held.has(text)) ?? null;
}

/** Still as suggested, while the other language says something of its own. */
function leftBehind(words: Words, start: Words, language: 'de' | 'en'): string | null {
  const other = words[language === 'de' ? 'en' : 'de'] ?? '';
  const isOwn = other !== '' && other !== start[language === 'de' ? 'en' : 'de'];
  return isOwn && words[language] !== undefined && words[language] === start[language] ? start[language] ?? null : null;
}
