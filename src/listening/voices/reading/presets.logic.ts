import type { VoiceField, VoiceMapping } from '../sources/voice-sources.contract.ts';

/** How a portal writes its export: headings of columns, or paths in JSON. Several names where versions or languages differ. */
export interface Preset {
  key: string;
  name: string;
  kind: 'table' | 'json';
  /** Headings that are in no other export; all must be there. */
  needs: readonly string[];
  fields: Partial<Record<VoiceField, readonly string[]>>;
  /** Who wrote it, where the portal says something sure. */
  identifiers: readonly { kind: string; at: readonly string[] }[];
  scale: { worst: number; best: number };
  timeZone: string;
  items?: string;
}

const stars = { worst: 1, best: 5 };

/** The usual exports. Named for people in the manual; an example of each lies in examples/. */
export const presets: readonly Preset[] = [
  {
    key: 'google_play', name: 'Google Play Console', kind: 'table', needs: ['Package Name', 'Star Rating', 'Review Submit Date and Time'], identifiers: [], scale: stars, timeZone: 'UTC',
    fields: { id: ['Review Link'], at: ['Review Last Update Date and Time', 'Review Submit Date and Time'], title: ['Review Title'], text: ['Review Text'], stars: ['Star Rating'], url: ['Review Link'], product: ['App Version Name'], language: ['Reviewer Language'], answer: ['Developer Reply Text'], answeredAt: ['Developer Reply Date and Time'] },
  },
  {
    key: 'google_business', name: 'Google Business', kind: 'table', needs: ['Review ID', 'Location', 'Star Rating', 'Comment'], identifiers: [], scale: stars, timeZone: 'UTC',
    fields: { id: ['Review ID'], at: ['Update Time', 'Create Time'], text: ['Comment'], stars: ['Star Rating'], author: ['Reviewer', 'Reviewer Name'], place: ['Location'], url: ['Review URL'], answer: ['Reply'], answeredAt: ['Reply Time'] },
  },
  {
    key: 'trustpilot', name: 'Trustpilot', kind: 'table', needs: ['Review Created (UTC)', 'Review Stars', 'Review Content'], scale: stars, timeZone: 'UTC',
    identifiers: [{ kind: 'order', at: ['Reference Id', 'Reference ID'] }, { kind: 'email', at: ['Consumer Email', 'Review User Email'] }],
    fields: { id: ['Review Id', 'Review ID', 'Review Link'], at: ['Review Updated (UTC)', 'Review Created (UTC)'], title: ['Review Title'], text: ['Review Content'], stars: ['Review Stars'], author: ['Review Username', 'Consumer Name'], url: ['Review Link'], place: ['Location Name', 'Domain URL'], language: ['Review Language'], answer: ['Company Reply', 'Reply Text'], answeredAt: ['Company Reply Date (UTC)', 'Reply Created (UTC)'] },
  },
  {
    key: 'app_store', name: 'App Store', kind: 'table', needs: ['Rating', 'Review', 'Nickname', 'Territory'], identifiers: [], scale: stars, timeZone: 'UTC',
    fields: { id: ['Review ID', 'Id'], at: ['Last Modified', 'Date'], title: ['Title'], text: ['Review'], stars: ['Rating'], author: ['Nickname'], product: ['Version', 'App Version'], answer: ['Developer Response'], answeredAt: ['Response Date'] },
  },
  {
    key: 'amazon_seller', name: 'Amazon (Seller Feedback)', kind: 'table', needs: ['Order ID', 'Rating', 'Comments'], scale: stars, timeZone: 'Europe/Berlin',
    identifiers: [{ kind: 'order', at: ['Order ID'] }, { kind: 'email', at: ['Rater Email'] }],
    fields: { id: ['Order ID'], at: ['Date'], text: ['Comments'], stars: ['Rating'], answer: ['Response', 'Your Response'] },
  },
  {
    key: 'amazon_product', name: 'Amazon (Produkt)', kind: 'table', needs: ['ASIN', 'Rating', 'Title', 'Body'], identifiers: [], scale: stars, timeZone: 'Europe/Berlin',
    fields: { id: ['Review ID'], at: ['Date'], title: ['Title'], text: ['Body'], stars: ['Rating'], author: ['Author', 'Profile Name'], product: ['ASIN'], url: ['URL', 'Link'] },
  },
  {
    key: 'provenexpert', name: 'ProvenExpert', kind: 'table', needs: ['Bewertungsdatum', 'Gesamtbewertung', 'Kommentar'], scale: stars, timeZone: 'Europe/Berlin',
    identifiers: [{ kind: 'email', at: ['E-Mail', 'E-Mail-Adresse'] }, { kind: 'customerNumber', at: ['Kundennummer'] }],
    fields: { id: ['Bewertungs-ID'], at: ['Bewertungsdatum'], text: ['Kommentar'], stars: ['Gesamtbewertung'], author: ['Name'], place: ['Profil', 'Standort'], answer: ['Stellungnahme'], answeredAt: ['Datum der Stellungnahme'] },
  },
  {
    key: 'facebook', name: 'Facebook', kind: 'table', needs: ['Recommendation Type', 'Review Text'], identifiers: [], scale: { worst: 0, best: 1 }, timeZone: 'UTC',
    fields: { id: ['Review ID', 'Open Graph Story ID'], at: ['Created Time'], text: ['Review Text'], stars: ['Recommendation Type'], author: ['Reviewer Name'], place: ['Page Name'], url: ['Permalink'], answer: ['Page Comment'] },
  },
  // Google's own archive of a business profile is JSON, and so is what its interface answers.
  {
    key: 'google_json', name: 'Google Business (JSON)', kind: 'json', needs: ['reviews', 'starRating', 'reviewer.displayName'], identifiers: [], scale: stars, timeZone: 'UTC', items: 'reviews',
    fields: { id: ['reviewId', 'name'], at: ['updateTime', 'createTime'], text: ['comment'], stars: ['starRating'], author: ['reviewer.displayName'], answer: ['reviewReply.comment'], answeredAt: ['reviewReply.updateTime'] },
  },
  {
    key: 'app_store_json', name: 'App Store (JSON)', kind: 'json', needs: ['feed.entry', 'im:rating.label'], identifiers: [], scale: stars, timeZone: 'UTC', items: 'feed.entry',
    fields: { id: ['id.label'], at: ['updated.label'], title: ['title.label'], text: ['content.label'], stars: ['im:rating.label'], author: ['author.name.label'], product: ['im:version.label'], url: ['link.attributes.href'] },
  },
];

/** What columns are called where no portal is recognised. */
const usualHeadings: Record<VoiceField, readonly string[]> = {
  id: ['id', 'review id', 'bewertungs-id', 'nummer', 'nr'], at: ['datum', 'date', 'bewertungsdatum', 'erstellt am', 'created at', 'created', 'zeitpunkt', 'time', 'posted at', 'veröffentlicht am'], title: ['titel', 'title', 'überschrift', 'betreff', 'headline', 'subject'],
  text: ['text', 'kommentar', 'bewertungstext', 'rezension', 'comment', 'comments', 'review', 'review text', 'beitrag', 'message', 'nachricht', 'body', 'inhalt', 'content', 'feedback'], stars: ['sterne', 'stars', 'rating', 'bewertung', 'note', 'score', 'punkte', 'star rating', 'gesamtbewertung'],
  author: ['autor', 'author', 'name', 'verfasser', 'nutzername', 'username', 'reviewer', 'user', 'kunde'], url: ['link', 'url', 'adresse', 'permalink'], place: ['filiale', 'standort', 'ort', 'location', 'store', 'branch', 'place'], product: ['produkt', 'product', 'artikel', 'asin', 'sku'], language: ['sprache', 'language', 'locale'],
  answer: ['antwort', 'reply', 'response', 'answer', 'stellungnahme', 'owner response'], answeredAt: ['beantwortet am', 'antwortdatum', 'reply date', 'response date', 'replied at'],
};
const usualIdentifiers: readonly { kind: string; at: readonly string[] }[] = [
  { kind: 'email', at: ['e-mail', 'email', 'mail', 'e-mail-adresse', 'email address'] }, { kind: 'customerNumber', at: ['kundennummer', 'kundennr', 'customer number', 'customer id'] }, { kind: 'order', at: ['bestellnummer', 'auftragsnummer', 'vertragsnummer', 'order id', 'order number', 'reference id'] },
];

const same = (heading: string): string => heading.trim().toLowerCase().replaceAll(/\s+/g, ' ');

export interface Recognised {
  preset: Preset | null;
  mapping: VoiceMapping;
  scale: { worst: number; best: number };
}

/** Whose export a table is, by its headings; where it is nobody's, by the usual words. */
export function recogniseTable(headings: readonly string[]): Recognised {
  const there = new Map(headings.map((heading) => [same(heading), heading]));
  const fitting = presets.filter(({ kind, needs }) => kind === 'table' && needs.every((heading) => there.has(same(heading))));
  const preset = fitting.sort((a, b) => b.needs.length - a.needs.length)[0] ?? null;
  const find = (names: readonly string[]) => names.map((name) => there.get(same(name))).find((heading) => heading !== undefined);
  const fields = Object.fromEntries(Object.entries(preset?.fields ?? usualHeadings).flatMap(([field, names]) => {
    const heading = find(names);
    return heading === undefined ? [] : [[field, heading]];
  }));
  const identifiers = (preset?.identifiers ?? usualIdentifiers).flatMap(({ kind, at }) => {
    const heading = find(at);
    return heading === undefined ? [] : [{ kind, at: heading }];
  });
  return { preset, mapping: { items: '', fields, identifiers, pattern: null, timeZone: preset?.timeZone ?? 'Europe/Berlin' }, scale: preset?.scale ?? stars };
}

/** The same for the paths of one item of a JSON document. @param lists - paths of its lists */
export function recogniseJson(lists: readonly string[], paths: readonly string[]): Recognised | null {
  const preset = presets.find(({ kind, items, needs }) => kind === 'json' && items !== undefined && lists.includes(items) && needs.slice(1).every((path) => paths.includes(path)));
  if (!preset) return null;
  const fields = Object.fromEntries(Object.entries(preset.fields).flatMap(([field, names]) => {
    const path = names.find((one) => paths.includes(one)) ?? names[0];
    return path === undefined ? [] : [[field, path]];
  }));
  return { preset, mapping: { items: preset.items ?? '', fields, identifiers: [], pattern: null, timeZone: preset.timeZone }, scale: preset.scale };
}
