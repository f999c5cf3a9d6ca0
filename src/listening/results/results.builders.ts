import type { Context } from '../../platform/context.ts';
import type { TrustedResponse } from '../responses/intake/neutral-responses.contract.ts';
import { type Definition, definitionSchema, type Question } from '../surveys/definition.contract.ts';
import { createSurvey } from '../surveys/manage-surveys.actions.ts';
import type { SurveyInput } from '../surveys/surveys.contract.ts';

const words = (de: string, en: string) => ({ de, en });
const agreement = { low: 1, high: 5, lowLabel: words('gar nicht', 'not at all'), highLabel: words('voll und ganz', 'completely'), naLabel: words('kann ich nicht sagen', 'cannot say') };

/** A survey that asks one question of each kind. */
export const everyKind: Definition = definitionSchema.parse({
  languages: ['de', 'en'],
  title: words('Alles einmal', 'Everything once'),
  pages: [{
    id: 'main', questions: [
      { kind: 'nps', id: 'nps', title: words('Würden Sie uns weiterempfehlen?', 'Would you recommend us?'), isRequired: true },
      { kind: 'csat', id: 'csat', points: 5, title: words('Wie zufrieden sind Sie?', 'How satisfied are you?') },
      { kind: 'ces', id: 'ces', points: 7, title: words('War es einfach?', 'Was it easy?') },
      { kind: 'rating', id: 'stars', points: 5, look: 'stars', title: words('Wie gefällt Ihnen der Laden?', 'How do you like the shop?') },
      { kind: 'choice', id: 'reason', title: words('Warum waren Sie da?', 'Why did you come?'), options: [{ id: 'repair', label: words('Reparatur', 'Repair') }, { id: 'advice', label: words('Beratung', 'Advice') }, { id: 'other', label: words('Anderes, nämlich', 'Other, namely'), withText: true }] },
      { kind: 'choices', id: 'channels', title: words('Wo haben Sie es versucht?', 'Where did you try?'), options: [{ id: 'shop', label: words('Im Laden', 'In the shop') }, { id: 'phone', label: words('Am Telefon', 'By phone') }] },
      { kind: 'matrix', id: 'staff', title: words('Unsere Leute waren …', 'Our people were …'), scale: agreement, rows: [{ id: 'kind', text: words('freundlich', 'kind') }, { id: 'able', text: words('kundig', 'able') }] },
      { kind: 'pairs', id: 'pairs', title: words('Erwartet und erlebt', 'Expected and experienced'), roles: 'expectation_experience', scale: { low: 1, high: 7 }, firstLabel: words('Erwartung', 'Expectation'), secondLabel: words('Erlebnis', 'Experience'), items: [{ id: 'speed', text: words('Es ging schnell', 'It was quick') }] },
      { kind: 'pairs', id: 'kano', title: words('Abholung nach Hause', 'Pick-up from home'), roles: 'functional_dysfunctional', scale: { low: 1, high: 5 }, firstLabel: words('wenn es das gibt', 'if there is'), secondLabel: words('wenn nicht', 'if not'), items: [{ id: 'pickup', text: words('Abholung', 'Pick-up') }] },
      { kind: 'ranking', id: 'order', title: words('Was ist Ihnen wichtig?', 'What matters to you?'), options: [{ id: 'price', label: words('Preis', 'Price') }, { id: 'time', label: words('Zeit', 'Time') }] },
      { kind: 'slider', id: 'trust', low: 0, high: 100, step: 1, title: words('Wie sehr vertrauen Sie uns?', 'How much do you trust us?') },
      { kind: 'number', id: 'visits', low: 0, title: words('Wie oft waren Sie da?', 'How often were you there?') },
      { kind: 'date', id: 'since', title: words('Seit wann sind Sie Kunde?', 'Since when are you a customer?') },
      { kind: 'text', id: 'comment', lines: 'many', role: 'comment', title: words('Was möchten Sie uns sagen?', 'What would you like to tell us?') },
      { kind: 'contact', id: 'contact', fields: [{ field: 'email' }], title: words('Wie erreichen wir Sie?', 'How do we reach you?') },
      { kind: 'consent', id: 'agreed', label: words('Sie dürfen nachfragen', 'You may ask back'), title: words('Rückfrage', 'Asking back') },
      { kind: 'text', id: 'detractor', lines: 'one', when: 'nps <= 6', title: words('Was war schlecht?', 'What was bad?') },
    ],
  }],
  endings: [{ id: 'thanks', title: words('Danke', 'Thank you') }],
  hidden: [{ id: 'campaign' }],
  look: { showsProgress: true, allowsBack: true, isOneByOne: false },
});

/** Only some of its questions. */
export const asking = (...ids: string[]): Definition => ({ ...everyKind, pages: [{ id: 'main', questions: everyKind.pages.flatMap(({ questions }) => questions).filter((one: Question) => ids.includes(one.id)) }] });

export const publishSurvey = (context: Context, code: string, definition: Definition, changes: Partial<SurveyInput> = {}) =>
  createSurvey(context, { code, touchpoint: null, nameDe: 'Alles einmal', nameEn: 'Everything once', kind: 'relationship', definition, publish: true, ...changes });

/** The n-th response, a minute after the one before. */
export const answered = (survey: string, n: number, answers: TrustedResponse['answers'], changes: Partial<TrustedResponse> = {}): TrustedResponse => ({
  survey, id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, at: new Date(Date.UTC(2026, 2, 2, 10, n)), startedAt: new Date(Date.UTC(2026, 2, 2, 10, n - 1)), language: n % 2 === 0 ? 'de' : 'en', source: 'link', answers, ...changes,
});
