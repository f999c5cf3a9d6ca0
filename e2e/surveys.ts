import type { Definition, Option } from '../src/listening/surveys/definition.contract.ts';

const words = (de: string, en = de) => ({ de, en });
const option = (id: string, de: string, more: Partial<Option> = {}): Option => ({ id, label: words(de), ...more });
const items = [{ id: 'speed', text: words('Es ging schnell.') }, { id: 'ease', text: words('Es war einfach.') }];
const scale = { low: 1, high: 7, lowLabel: words('gar nicht'), highLabel: words('voll und ganz') };

/** One of each of the twenty kinds, over fifteen screens. */
export const allKinds: Definition = {
  languages: ['de', 'en'], title: words('Ihre Reparatur', 'Your repair'), intro: words('Was hatten Sie erwartet, und wie war es?', 'What did you expect, and how was it?'),
  pages: [
    { id: 'p1', questions: [{ kind: 'nps', id: 'nps', title: words('Würden Sie uns weiterempfehlen?'), isRequired: true }] },
    { id: 'p2', questions: [
      { kind: 'csat', id: 'csat', points: 5, look: 'smileys', title: words('Wie zufrieden sind Sie?') },
      { kind: 'ces', id: 'ces', points: 7, title: words('Es war leicht, mein Anliegen zu lösen.') },
      { kind: 'rating', id: 'stars', points: 5, look: 'stars', title: words('Wie war die Verpackung?') },
    ] },
    { id: 'p3', questions: [{ kind: 'choice', id: 'channel', title: words('Wie kam das Gerät zu uns?'), options: [option('shop', 'Im Shop'), option('post', 'Mit der Post'), option('other', 'Anders', { withText: true })] }] },
    { id: 'p4', questions: [{ kind: 'choices', id: 'reasons', title: words('Was war wichtig bei „{{channel}}“?'), options: [option('near', 'Kurzer Weg'), option('talk', 'Gespräch'), option('none', 'Nichts davon', { isExclusive: true })] }] },
    { id: 'p5', questions: [
      { kind: 'dropdown', id: 'device', title: words('Welches Gerät?'), options: [option('phone', 'Telefon'), option('router', 'Router')] },
      { kind: 'number', id: 'days', title: words('Wie viele Tage?'), low: 0, high: 90, decimals: 1, unit: words('Tage') },
      { kind: 'date', id: 'handed_in', title: words('Wann abgegeben?'), latest: 'today' },
    ] },
    { id: 'p6', questions: [{ kind: 'matrix', id: 'service', isRequired: true, title: words('Stimmen Sie zu?'), rows: items, scale: { low: 1, high: 5, labels: { 1: words('gar nicht'), 2: words('kaum'), 3: words('teils'), 4: words('eher'), 5: words('voll') }, naLabel: words('weiß nicht') } }] },
    { id: 'p7', questions: [{ kind: 'pairs', id: 'pairs', title: words('Erwartet und erlebt'), items, scale, roles: 'expectation_experience', firstLabel: words('Erwartung'), secondLabel: words('Erlebnis') }] },
    { id: 'p8', questions: [{ kind: 'importance', id: 'importance', title: words('Wie wichtig?'), items, scale: { low: 0, high: 10 } }] },
    { id: 'p9', questions: [{ kind: 'ranking', id: 'first', title: words('Was zuerst?'), options: [option('time', 'Kürzere Wartezeit'), option('loan', 'Leihgeräte'), option('price', 'Preise')], top: 2 }] },
    { id: 'p10', questions: [{ kind: 'slider', id: 'worth', title: words('Wie viel wert?'), low: 0, high: 100, step: 5, unit: words('€') }] },
    { id: 'p11', questions: [{ kind: 'text', id: 'comment', lines: 'many', role: 'comment', title: words('Ihre Worte') }, { kind: 'text', id: 'site', lines: 'one', format: 'url', title: words('Ihre Adresse im Netz') }] },
    { id: 'p12', title: words('Über Sie'), questions: [
      { kind: 'contact', id: 'contact', title: words('Wie erreichen wir Sie?'), fields: [{ field: 'firstName' }, { field: 'lastName', isRequired: true }, { field: 'email', isRequired: true }] },
      { kind: 'consent', id: 'agreed', title: words('Einwilligung'), label: words('Ich bin einverstanden, dass Nordfunk mich anruft.'), isRequired: true },
    ] },
    { id: 'p13', questions: [{ kind: 'pictures', id: 'shop', title: words('Welcher Shop?'), options: [option('bright', 'Hell'), option('warm', 'Warm')].map((one) => ({ ...one, image: 'none' })) }] },
    { id: 'p14', questions: [{ kind: 'file', id: 'photo', title: words('Ein Foto?'), types: ['image', 'text'], maxFiles: 2, maxBytes: 1_000_000 }, { kind: 'statement', id: 'done', title: words('Fast geschafft') }] },
  ],
  endings: [{ id: 'sorry', title: words('Das tut uns leid'), when: 'nps <= 6' }, { id: 'fine', title: words('Vielen Dank!', 'Thank you!') }],
  hidden: [{ id: 'campaign' }],
  look: { showsProgress: true, allowsBack: true, isOneByOne: false },
};

/** The shortest that has a way: a score and a word. */
export const twoQuestions: Definition = {
  languages: ['de', 'en'], title: words('Kurz gefragt', 'A quick question'),
  pages: [{ id: 'p1', questions: [{ kind: 'nps', id: 'nps', title: words('Würden Sie uns weiterempfehlen?', 'Would you recommend us?') }] }, { id: 'p2', questions: [{ kind: 'text', id: 'comment', lines: 'many', role: 'comment', title: words('Warum?', 'Why?') }] }],
  endings: [{ id: 'fine', title: words('Vielen Dank!', 'Thank you!') }],
  hidden: [], look: { showsProgress: true, allowsBack: true, isOneByOne: false },
};
