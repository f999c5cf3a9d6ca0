import { channels } from '../../people/timeline/timeline.contract.ts';
import { stages } from '../../journeys/touchpoints/touchpoints.contract.ts';
import type { TargetKey } from './imports.contract.ts';

export type FieldType = 'identifier' | 'text' | 'number' | 'money' | 'date' | 'instant' | 'choice' | 'boolean' | 'list' | 'json';

/** A place of the target that a column can fill. */
export interface TargetField {
  key: string;
  type: FieldType;
  labelDe: string;
  labelEn: string;
  hintDe: string;
  hintEn: string;
  /** The target cannot do without; by a column or a constant. */
  required: boolean;
  /** What a choice may say. */
  choices: readonly string[];
  /** Longest text that is kept. */
  maxLength: number;
}

export interface Target {
  key: TargetKey;
  labelDe: string;
  labelEn: string;
  hintDe: string;
  hintEn: string;
  fields: readonly TargetField[];
  /** At least one identifier per row. */
  needsIdentifier: boolean;
  /** Own kinds of identifiers, traits, properties, scores may stand in columns as well. */
  takes: readonly ('identifier' | 'trait' | 'property' | 'score')[];
}

type More = Partial<Pick<TargetField, 'hintDe' | 'hintEn' | 'required' | 'choices' | 'maxLength'>>;
const field = (key: string, type: FieldType, [labelDe, labelEn]: [string, string], more: More = {}): TargetField => ({
  key, type, labelDe, labelEn, hintDe: '', hintEn: '', required: false, choices: [], maxLength: 200, ...more,
});
const hints = (hintDe: string, hintEn: string) => ({ hintDe, hintEn });

/** How rows name the customer; identity decides whether two names mean the same one. */
const identifiers: readonly TargetField[] = [
  field('customerNumber', 'identifier', ['Kundennummer', 'Customer number'], { maxLength: 500 }),
  field('email', 'identifier', ['E-Mail-Adresse', 'E-mail address'], { maxLength: 500 }),
  field('phone', 'identifier', ['Telefonnummer', 'Phone number'], { maxLength: 500 }),
  field('userId', 'identifier', ['Kennung im Shop oder in der App', 'ID in the shop or app'], { maxLength: 500, ...hints('Dieselbe Kennung, die auch mit den Ereignissen gesendet wird.', 'The same ID that is sent with the events.') }),
];
export const identifierFields: ReadonlySet<string> = new Set(identifiers.map(({ key }) => key));

const kinds = ['person', 'company', 'partner', 'supplier'] as const;
const channel = field('channel', 'choice', ['Kanal', 'Channel'], { choices: channels });
const language = field('language', 'text', ['Sprache', 'Language'], { maxLength: 20, ...hints('Zwei Buchstaben, zum Beispiel de.', 'Two letters, for example de.') });
const text = (key: string, labels: [string, string], more: More = {}) => field(key, 'text', labels, more);

const person: readonly TargetField[] = [
  field('kind', 'choice', ['Art des Kunden', 'Kind of customer'], { choices: kinds, ...hints('Ohne Angabe: Person.', 'Without it: person.') }),
  text('name', ['Name', 'Name'], { maxLength: 300 }),
  text('firstName', ['Vorname', 'First name']),
  text('lastName', ['Nachname', 'Last name']),
  text('company', ['Firma', 'Company'], { maxLength: 300 }),
  text('salutation', ['Anrede', 'Salutation']),
  text('gender', ['Geschlecht', 'Gender']),
  field('birthday', 'date', ['Geburtstag', 'Birthday']),
  language,
  text('preferredChannel', ['Bevorzugter Kanal', 'Preferred channel']),
  field('at', 'instant', ['Stand der Angaben', 'As of'], hints('Seit wann die Angaben gelten. Ohne Angabe: der Tag des Imports. Neuere Angaben gewinnen gegen ältere.', 'Since when this is so. Without it: the day of the import. Newer statements win over older ones.')),
];
/** Fields of a customer that are kept as traits under their own key. */
export const traitFields: ReadonlySet<string> = new Set(['name', 'firstName', 'lastName', 'company', 'salutation', 'gender', 'birthday', 'language', 'preferredChannel']);

const address: readonly TargetField[] = [
  field('addressKind', 'choice', ['Art der Adresse', 'Kind of address'], { choices: ['home', 'billing', 'delivery', 'work', 'other'], ...hints('Ohne Angabe: Wohnung.', 'Without it: home.') }),
  text('street', ['Straße und Hausnummer', 'Street and number']),
  text('houseNumber', ['Hausnummer', 'House number'], { maxLength: 40, ...hints('Wo sie in einer eigenen Spalte steht; sie wird an die Straße gehängt.', 'Where it stands in a column of its own; it is added to the street.') }),
  text('postcode', ['Postleitzahl', 'Postcode'], { maxLength: 20 }),
  text('city', ['Ort', 'City'], { maxLength: 120 }),
  text('country', ['Land', 'Country'], { maxLength: 60, ...hints('Zwei Buchstaben (DE) oder der Name des Landes. Ohne Angabe: DE.', 'Two letters (DE) or the name of the country. Without it: DE.') }),
];

const account: readonly TargetField[] = [
  text('accountId', ['Nummer des Kontos', 'Account number'], hints('Haushalt oder Firma, zu der mehrere Kunden gehören.', 'Household or company that several customers belong to.')),
  field('accountKind', 'choice', ['Art des Kontos', 'Kind of account'], { choices: ['household', 'company'], ...hints('Ohne Angabe: Haushalt.', 'Without it: household.') }),
  text('accountName', ['Name des Kontos', 'Account name']),
  text('accountRole', ['Rolle im Konto', 'Role in the account'], { maxLength: 60 }),
];

const contract = (required: boolean): readonly TargetField[] => [
  text('contractNumber', ['Vertragsnummer', 'Contract number'], { maxLength: 100, required }),
  text('contractProduct', ['Produkt oder Tarif', 'Product or plan'], { required }),
  field('contractStartsOn', 'date', ['Vertragsbeginn', 'Contract starts on'], { required }),
  field('contractEndsOn', 'date', ['Vertragsende', 'Contract ends on']),
  field('contractMonthly', 'money', ['Monatlicher Betrag', 'Monthly amount']),
];
const device = (required: boolean): readonly TargetField[] => [
  text('deviceModel', ['Gerät', 'Device'], { required }),
  text('deviceMaker', ['Hersteller', 'Maker'], { maxLength: 120 }),
  text('deviceSerial', ['Seriennummer', 'Serial number'], { maxLength: 120 }),
  text('deviceSoftware', ['Softwarestand', 'Software version'], { maxLength: 60 }),
  field('deviceOwnedFrom', 'date', ['Im Besitz seit', 'Owned since'], { required }),
  field('deviceOwnedTo', 'date', ['Im Besitz bis', 'Owned until']),
  text('deviceId', ['Nummer des Geräts', 'Device number'], hints('Eigene Nummer des Geräts: dieselbe Nummer noch einmal ändert, statt hinzuzufügen.', 'Own number of the device: the same number again changes instead of adding.')),
];

const when = (hintDe: string, hintEn: string) => field('at', 'instant', ['Zeitpunkt', 'Date and time'], { required: true, hintDe, hintEn });
const timeOfDay = text('atTime', ['Uhrzeit', 'Time of day'], { maxLength: 20, ...hints('Wo sie in einer eigenen Spalte neben dem Datum steht, zum Beispiel 9:05.', 'Where it stands in a column of its own beside the date, for example 9:05.') });
const touchpoint = text('touchpoint', ['Kontaktpunkt', 'Touchpoint'], { maxLength: 120, ...hints('Kürzel oder Name. Fehlt er im Verzeichnis, wird er angelegt.', 'Code or name. One that is not in the inventory is made.') });

const interaction: readonly TargetField[] = [
  when('Ein Tag ohne Uhrzeit zählt als 12 Uhr mittags.', 'A day without a time counts as noon.'),
  timeOfDay,
  text('kind', ['Art des Kontakts', 'Kind of contact'], { required: true, ...hints('Was geschah, zum Beispiel „Anruf“ oder „Bestellung“.', 'What happened, for example "call" or "order".') }),
  field('endedAt', 'instant', ['Ende', 'End'], hints('Daraus wird die Dauer.', 'Gives the duration.')),
  channel,
  field('direction', 'choice', ['Richtung', 'Direction'], { choices: ['inbound', 'outbound'], ...hints('Ohne Angabe: der Kunde kam zu uns.', 'Without it: the customer came to us.') }),
  touchpoint,
  text('department', ['Abteilung', 'Department'], { maxLength: 60 }),
  text('product', ['Produkt', 'Product']),
  text('place', ['Ort', 'Place']),
  text('subjectLine', ['Betreff', 'Subject'], { maxLength: 500 }),
  text('text', ['Text', 'Text'], { maxLength: 20_000 }),
  language,
  field('score', 'number', ['Bewertung (0–10)', 'Score (0–10)']),
  field('mood', 'number', ['Stimmung (−2 bis +2)', 'Mood (−2 to +2)']),
  field('cost', 'money', ['Kosten', 'Cost']),
  field('properties', 'json', ['Eigenschaften', 'Properties'], { maxLength: 30_000, ...hints('Mehrere auf einmal als JSON, wie in unserem Export.', 'Several at once as JSON, as in our export.') }),
  text('messageKey', ['Nummer des Kontakts', 'Contact number'], { maxLength: 255, ...hints('Eigene, einmalige Nummer: derselbe Kontakt wird dann nie doppelt gezählt.', 'Own, unique number: the same contact is then never counted twice.') }),
];

const score: readonly TargetField[] = [
  when('Wann bewertet wurde; auch ein fester Tag für alle Zeilen.', 'When it was rated; also one day for all rows.'),
  timeOfDay,
  touchpoint,
  channel,
  language,
  text('group', ['Zielgruppe', 'Target group'], { maxLength: 60 }),
  text('comment', ['Kommentar', 'Comment'], { maxLength: 5_000 }),
  text('responseKey', ['Nummer der Antwort', 'Response number'], { maxLength: 255, ...hints('Eigene, einmalige Nummer: dieselbe Antwort wird dann nie doppelt gezählt.', 'Own, unique number: the same response is then never counted twice.') }),
];

const touchpoints: readonly TargetField[] = [
  text('code', ['Kürzel', 'Code'], { maxLength: 60, ...hints('Ohne Angabe wird es aus dem Namen gebildet.', 'Without it, it is made from the name.') }),
  text('nameDe', ['Name (deutsch)', 'Name (German)'], { maxLength: 120 }),
  text('nameEn', ['Name (englisch)', 'Name (English)'], { maxLength: 120 }),
  text('descriptionDe', ['Beschreibung (deutsch)', 'Description (German)'], { maxLength: 2_000 }),
  text('descriptionEn', ['Beschreibung (englisch)', 'Description (English)'], { maxLength: 2_000 }),
  field('stage', 'choice', ['Phase', 'Stage'], { choices: stages }),
  channel,
  field('kind', 'choice', ['Haupt- oder Neben-Kontaktpunkt', 'Main or secondary'], { choices: ['main', 'secondary'] }),
  field('reachKind', 'choice', ['Direkt oder indirekt', 'Direct or indirect'], { choices: ['direct', 'indirect'] }),
  text('department', ['Verantwortliche Abteilung', 'Owning department'], { maxLength: 60 }),
  field('involvedDepartments', 'list', ['Beteiligte Abteilungen', 'Involved departments'], hints('Mehrere durch | getrennt.', 'Several separated by |.')),
  field('momentOfTruth', 'boolean', ['Moment der Wahrheit', 'Moment of truth']),
  field('tangibleItems', 'list', ['Greifbares', 'Tangible items'], hints('Mehrere durch | getrennt.', 'Several separated by |.')),
];

/** Everything a file can be read as, in the order in which the wizard offers it. */
export const targets: readonly Target[] = [
  { key: 'customers', labelDe: 'Kunden', labelEn: 'Customers', ...hints('Eine Zeile je Kunde; Adresse, Konto, Vertrag und Gerät dürfen in derselben Zeile stehen.', 'One row per customer; address, account, contract and device may stand in the same row.'), fields: [...identifiers, ...person, ...address, ...account, ...contract(false), ...device(false)], needsIdentifier: true, takes: ['identifier', 'trait'] },
  { key: 'scores', labelDe: 'Bewertungen', labelEn: 'Scores', ...hints('Eine Zeile je Antwort, eine Spalte je Frage.', 'One row per response, one column per question.'), fields: [...identifiers, ...score], needsIdentifier: false, takes: ['identifier', 'trait', 'score'] },
  { key: 'interactions', labelDe: 'Kontakte', labelEn: 'Contacts', ...hints('Eine Zeile je Anruf, Besuch, Bestellung, Nachricht …', 'One row per call, visit, order, message …'), fields: [...identifiers, ...interaction], needsIdentifier: true, takes: ['identifier', 'trait', 'property'] },
  { key: 'contracts', labelDe: 'Verträge', labelEn: 'Contracts', ...hints('Eine Zeile je Vertrag.', 'One row per contract.'), fields: [...identifiers, ...contract(true), ...account.slice(0, 1)], needsIdentifier: true, takes: ['identifier'] },
  { key: 'devices', labelDe: 'Geräte', labelEn: 'Devices', ...hints('Eine Zeile je Gerät.', 'One row per device.'), fields: [...identifiers, ...device(true)], needsIdentifier: true, takes: ['identifier'] },
  { key: 'accounts', labelDe: 'Konten', labelEn: 'Accounts', ...hints('Haushalte und Firmen; eine Zeile je Mitglied.', 'Households and companies; one row per member.'), fields: [...account.map((one) => (one.key === 'accountId' ? { ...one, required: true } : one)), ...identifiers], needsIdentifier: false, takes: ['identifier'] },
  { key: 'touchpoints', labelDe: 'Kontaktpunkte', labelEn: 'Touchpoints', ...hints('Das Verzeichnis; eine Zeile je Kontaktpunkt.', 'The inventory; one row per touchpoint.'), fields: touchpoints, needsIdentifier: false, takes: [] },
];

const byKey = new Map(targets.map((target) => [target.key, { target, fields: new Map(target.fields.map((one) => [one.key, one])) }]));

/** The target of a key. */
export function targetOf(key: TargetKey): Target {
  const found = byKey.get(key);
  if (!found) throw new Error(`there is no target ${key}`);
  return found.target;
}

export const fieldOf = (target: TargetKey, key: string): TargetField | undefined => byKey.get(target)?.fields.get(key);
