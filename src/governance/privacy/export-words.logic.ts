/** What the fields of an export are called in words; a key that is not listed is shown as it is, so that nothing is left out. */
export type Language = 'de' | 'en';

/** Names of what is stored as a code, under `field:code`, e.g. `touchpoint:monthly_invoice`. */
export type CodeNames = ReadonlyMap<string, readonly [de: string, en: string]>;
const noNames: CodeNames = new Map();

const words: Record<string, readonly [de: string, en: string]> = {
  at: ['Zeitpunkt', 'When'], kind: ['Art', 'Kind'], type: ['Art der Meldung', 'Type of message'], value: ['Wert', 'Value'], asWritten: ['So geschrieben', 'As written'], since: ['Bekannt seit', 'Known since'],
  said: ['Angaben', 'Details given'], link: ['Verbindung', 'Connection'], rule: ['Grund', 'Reason'], source: ['Quelle', 'Source'], reason: ['Begründung', 'Explanation'],
  channel: ['Kanal', 'Channel'], direction: ['Richtung', 'Direction'], touchpoint: ['Kontaktpunkt', 'Touchpoint'], department: ['Abteilung', 'Department'], product: ['Produkt', 'Product'], place: ['Ort', 'Place'],
  subject_line: ['Betreff', 'Subject'], text: ['Text', 'Text'], language: ['Sprache', 'Language'], score: ['Bewertung (0–10)', 'Rating (0–10)'], mood: ['Stimmung (−2 bis +2)', 'Mood (−2 to +2)'], cost_cents: ['Kosten', 'Cost'], properties: ['Weitere Angaben', 'More details'],
  number: ['Nummer', 'Number'], starts_on: ['Beginn', 'Start'], ends_on: ['Ende', 'End'], monthly_cents: ['Monatlich', 'Monthly'], model: ['Modell', 'Model'], maker: ['Hersteller', 'Maker'], serial: ['Seriennummer', 'Serial number'], software: ['Software', 'Software'],
  owned_from: ['Im Besitz seit', 'Owned since'], owned_to: ['Im Besitz bis', 'Owned until'], street: ['Straße', 'Street'], postcode: ['Postleitzahl', 'Postcode'], city: ['Ort', 'City'], country: ['Land', 'Country'], valid_from: ['Gültig ab', 'Valid from'], valid_to: ['Gültig bis', 'Valid until'], set_at: ['Festgelegt am', 'Set on'],
  what: ['Was geschah', 'What happened'], subject: ['Woran', 'On what'], byRole: ['Rolle', 'Role'], before: ['Vorher', 'Before'], after: ['Nachher', 'After'], raw: ['So geschrieben', 'As written'], traits: ['Angaben', 'Details given'], format: ['Format', 'Format'], body: ['Inhalt', 'Content'],
  name: ['Name', 'Name'], firstName: ['Vorname', 'First name'], lastName: ['Nachname', 'Last name'], email: ['E-Mail-Adresse', 'E-mail address'], phone: ['Telefonnummer', 'Phone number'], role: ['Rolle', 'Role'], survey: ['Umfrage', 'Survey'], dimension: ['Merkmal', 'Dimension'], madeAt: ['Erstellt am', 'Made on'], usedAt: ['Benutzt am', 'Used on'],
  preferredChannel: ['Liebster Kanal', 'Preferred channel'], salutation: ['Anrede', 'Salutation'], gender: ['Geschlecht', 'Gender'], birthday: ['Geburtstag', 'Birthday'], company: ['Firma', 'Company'], amountCents: ['Betrag', 'Amount'], endedAt: ['Ende', 'Ended'], durationSeconds: ['Dauer (Sekunden)', 'Duration (seconds)'],
};

const values: Record<string, readonly [de: string, en: string]> = {
  web: ['Website', 'Website'], app: ['App', 'App'], shop: ['Laden', 'Shop'], call_center: ['Callcenter', 'Call centre'], mail: ['E-Mail', 'E-mail'], chat: ['Chat', 'Chat'], letter: ['Brief', 'Letter'], sms: ['SMS', 'Text message'], social: ['Soziale Medien', 'Social media'],
  partner: ['Partner', 'Partner'], network: ['Netz', 'Network'], survey: ['Umfrage', 'Survey'], other: ['Anderes', 'Other'], inbound: ['vom Kunden', 'from the customer'], outbound: ['an den Kunden', 'to the customer'],
  expectation: ['Erwartung', 'Expectation'], experience: ['Erlebnis', 'Experience'], nps: ['Weiterempfehlung', 'Recommendation'], csat: ['Zufriedenheit', 'Satisfaction'], ces: ['Aufwand', 'Effort'], comment: ['Kommentar', 'Comment'], overall: ['Gesamturteil', 'Overall'],
  home: ['Wohnung', 'Home'], billing: ['Rechnung', 'Billing'], delivery: ['Lieferung', 'Delivery'], work: ['Arbeit', 'Work'], household: ['Haushalt', 'Household'], company: ['Firma', 'Company'], person: ['Person', 'Person'], supplier: ['Lieferant', 'Supplier'],
  look: ['angesehen', 'looked at'], insert: ['angelegt', 'added'], update: ['geändert', 'changed'], delete: ['gelöscht', 'deleted'], 'personal_data.exported': ['Auskunft erstellt', 'personal data exported'],
  identifiers: ['Kennung', 'Identifier'], customers: ['Kunde', 'Customer'], customer: ['Kunde', 'Customer'], interaction: ['Kontakte', 'Contacts'], privacy: ['Datenschutz', 'Data protection'], contracts: ['Vertrag', 'Contract'], devices: ['Gerät', 'Device'], addresses: ['Anschrift', 'Address'], answer: ['Antworten', 'Answers'],
  connected: ['verbunden', 'connected'], separated: ['getrennt', 'separated'], userId: ['Kundennummer', 'Customer number'], customerNumber: ['Kundennummer', 'Customer number'], email: ['E-Mail-Adresse', 'E-mail address'], phone: ['Telefonnummer', 'Phone number'], anonymousId: ['Gerätekennung im Browser', 'Browser ID'], deviceId: ['Gerätekennung', 'Device ID'], record: ['Eigener Eintrag', 'Own record'],
  same_event: ['in derselben Meldung genannt', 'named in the same message'], trait: ['vom Kunden angegeben', 'given by the customer'], alias: ['vom sendenden System verbunden', 'connected by the sending system'], manual: ['von Hand verbunden', 'connected by hand'], import: ['gemeinsam übernommen', 'brought in together'],
  track: ['Ereignis', 'Event'], identify: ['Angaben aktualisiert', 'Details updated'], page: ['Seitenaufruf', 'Page view'], screen: ['App-Ansicht', 'App view'],
  friendliness: ['Freundlichkeit', 'Friendliness'], competence: ['Kompetenz', 'Competence'], information: ['Auskunft', 'Information'], speed: ['Schnelligkeit', 'Speed'], ease: ['Einfachheit', 'Ease'], reliability: ['Verlässlichkeit', 'Reliability'],
};
const translated = new Set(['kind', 'type', 'preferredChannel', 'channel', 'direction', 'role', 'link', 'rule', 'dimension', 'what', 'subject']);

const pick = (pair: readonly [string, string] | undefined, language: Language) => pair?.[language === 'de' ? 0 : 1];

export const fieldName = (key: string, language: Language): string => (Object.hasOwn(words, key) ? pick(words[key], language) : undefined) ?? key;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CENTS = /(_c|C)ents$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/**
 * A value in words: instants, days and sums of money as a reader writes them, objects as one named value per line. A
 * statement with its day is told as such, a code by its name; numbers are not grouped, because a year or a postcode may be among them.
 */
export function valueText(key: string, value: unknown, language: Language, names: CodeNames = noNames): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return language === 'de' ? (value ? 'ja' : 'nein') : value ? 'yes' : 'no';
  const locale = language === 'de' ? 'de-DE' : 'en-GB';
  if (typeof value === 'number') return CENTS.test(key) ? (value / 100).toLocaleString(locale, { style: 'currency', currency: 'EUR' }) : value.toLocaleString(locale, { maximumFractionDigits: 6, useGrouping: false });
  if (typeof value === 'string') {
    if (INSTANT.test(value) && !Number.isNaN(Date.parse(value))) return new Date(value).toLocaleString(locale, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' });
    if (DAY.test(value) && !Number.isNaN(Date.parse(value))) return new Date(value).toLocaleDateString(locale, { timeZone: 'UTC', dateStyle: 'medium' });
    return pick(names.get(`${key}:${value}`), language) ?? (translated.has(key) && Object.hasOwn(values, value) ? pick(values[value], language) : undefined) ?? value;
  }
  if (Array.isArray(value)) return value.map((entry) => valueText(key, entry, language, names)).join(', ');
  if (isStatement(value)) return `${valueText(key, value.value, language, names)} (${valueText('at', value.at, language)})`;
  if (typeof value === 'object') return Object.entries(value).map(([name, entry]) => `${fieldName(name, language)}: ${valueText(name, entry, language, names)}`).join('\n');
  return String(value);
}

const INNER = /^(id|customer|customers|.*[a-z]Id|.*_id)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Numbers under which only we know something say nothing to a person; values that somebody gave stay whatever they look like. */
export function withoutInnerIds(item: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).filter(([key, value]) => !(INNER.test(key) && typeof value === 'string' && UUID.test(value))).map(([key, value]) => [key, isPlain(value) ? withoutInnerIds(value) : value]));
}

/** What somebody said of a customer, and when. */
const isStatement = (value: unknown): value is { value: unknown; at: string } => isPlain(value) && Object.keys(value).length === 2 && 'value' in value && typeof value['at'] === 'string';
const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
