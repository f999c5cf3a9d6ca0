import { fieldOf } from '../../listening/imports/targets.logic.ts';
import type { TargetKey } from '../../listening/imports/imports.contract.ts';
import type { ColumnType } from '../../kernel/tables.ts';
import { type ExportColumn, type ExportTable, exportTables, type FilterName } from './exports.contract.ts';

export interface TableDescription {
  table: ExportTable;
  labelDe: string;
  labelEn: string;
  hintDe: string;
  hintEn: string;
  /** Permission that is needed beside `export` `create`. */
  access: { can: string; on: string };
  filters: readonly FilterName[];
  columns: readonly ExportColumn[];
}

const column = (key: string, type: ColumnType, labelDe: string, labelEn: string): ExportColumn => ({ key, labelDe, labelEn, type });

/** A column under the name of the field that an import fills from it: what goes out can come in again. */
function like(target: TargetKey, field: string, type: ColumnType = 'text', key: string = field): ExportColumn {
  const found = fieldOf(target, field);
  if (!found) throw new Error(`imports of ${target} have no field ${field}`);
  return { key, labelDe: found.labelDe, labelEn: found.labelEn, type };
}

/** Who a row is about: our id, and what the company calls the customer. */
const customerColumns: readonly ExportColumn[] = [column('momenteId', 'text', 'Momente-Id', 'Momente ID'), like('customers', 'customerNumber'), like('customers', 'email'), like('customers', 'phone'), like('customers', 'userId')];

const period: readonly FilterName[] = ['from', 'to'];

const descriptions: Record<ExportTable, Omit<TableDescription, 'table'>> = {
  customers: {
    labelDe: 'Kunden', labelEn: 'Customers', hintDe: 'Eine Zeile je Kunde mit allen Angaben.', hintEn: 'One row per customer with all that is known.', access: { can: 'read', on: 'customer' }, filters: [],
    columns: [...customerColumns, column('otherIdentifiers', 'list', 'Weitere Kennungen', 'Further identifiers'), column('displayName', 'text', 'Anzeigename', 'Display name'), like('customers', 'kind'), column('firstAt', 'instant', 'Bekannt seit', 'Known since')],
  },
  accounts: {
    labelDe: 'Konten', labelEn: 'Accounts', hintDe: 'Haushalte und Firmen; eine Zeile je Mitglied.', hintEn: 'Households and companies; one row per member.', access: { can: 'read', on: 'customer' }, filters: [],
    columns: [like('accounts', 'accountId'), like('accounts', 'accountKind'), like('accounts', 'accountName'), like('accounts', 'accountRole'), ...customerColumns],
  },
  contracts: {
    labelDe: 'Verträge', labelEn: 'Contracts', hintDe: 'Eine Zeile je Vertrag.', hintEn: 'One row per contract.', access: { can: 'read', on: 'customer' }, filters: [],
    columns: [...customerColumns, like('contracts', 'contractNumber'), like('contracts', 'contractProduct'), like('contracts', 'contractStartsOn', 'date'), like('contracts', 'contractEndsOn', 'date'), like('contracts', 'contractMonthly', 'money', 'contractMonthlyCents'), like('contracts', 'accountId')],
  },
  devices: {
    labelDe: 'Geräte', labelEn: 'Devices', hintDe: 'Eine Zeile je Gerät.', hintEn: 'One row per device.', access: { can: 'read', on: 'customer' }, filters: [],
    columns: [...customerColumns, like('devices', 'deviceModel'), like('devices', 'deviceMaker'), like('devices', 'deviceSerial'), like('devices', 'deviceSoftware'), like('devices', 'deviceOwnedFrom', 'date'), like('devices', 'deviceOwnedTo', 'date'), like('devices', 'deviceId')],
  },
  addresses: {
    labelDe: 'Adressen', labelEn: 'Addresses', hintDe: 'Eine Zeile je Adresse.', hintEn: 'One row per address.', access: { can: 'read', on: 'customer' }, filters: [],
    columns: [...customerColumns, ...['addressKind', 'street', 'postcode', 'city', 'country'].map((field) => like('customers', field)), column('cell', 'text', 'Netzzelle', 'Network cell'), column('validFrom', 'date', 'Gültig ab', 'Valid from'), column('validTo', 'date', 'Gültig bis', 'Valid to')],
  },
  interactions: {
    labelDe: 'Kontakte', labelEn: 'Contacts', hintDe: 'Alles, was zwischen Kunden und uns geschah.', hintEn: 'Everything that happened between customers and us.', access: { can: 'read', on: 'interaction' }, filters: [...period, 'touchpoint', 'channel', 'department'],
    columns: [
      like('interactions', 'at', 'instant'), ...customerColumns, like('interactions', 'kind'), like('interactions', 'channel'), like('interactions', 'direction'), like('interactions', 'touchpoint'), like('interactions', 'department'), like('interactions', 'product'), like('interactions', 'place'),
      like('interactions', 'subjectLine'), like('interactions', 'text'), like('interactions', 'language'), like('interactions', 'score', 'number'), like('interactions', 'mood', 'number'), like('interactions', 'cost', 'money', 'costCents'), like('interactions', 'messageKey'),
      column('type', 'text', 'Nachrichtenart', 'Message type'), column('source', 'text', 'Quelle', 'Source'), column('properties', 'json', 'Eigenschaften', 'Properties'),
    ],
  },
  answers: {
    labelDe: 'Antworten', labelEn: 'Answers', hintDe: 'Eine Zeile je Antwort auf eine Frage; Werte auf der Skala 0–10, CSAT 1–5.', hintEn: 'One row per answer to a question; values on the scale 0–10, CSAT 1–5.', access: { can: 'read', on: 'answer' }, filters: [...period, 'touchpoint', 'channel', 'department', 'group'],
    columns: [
      like('scores', 'responseKey', 'text', 'responseId'), like('scores', 'at', 'instant'), ...customerColumns, like('scores', 'touchpoint'), column('survey', 'text', 'Umfrage', 'Survey'), like('scores', 'channel'), column('department', 'text', 'Abteilung', 'Department'), like('scores', 'group'), like('scores', 'language'),
      column('role', 'text', 'Rolle', 'Role of the answer'), column('dimension', 'text', 'Dimension', 'Dimension'), column('item', 'text', 'Frage', 'Question'), column('value', 'number', 'Wert', 'Value'), like('scores', 'comment', 'text', 'text'), column('mood', 'number', 'Stimmung', 'Mood'),
    ],
  },
  touchpoints: {
    labelDe: 'Kontaktpunkte', labelEn: 'Touchpoints', hintDe: 'Das Verzeichnis, eine Zeile je Kontaktpunkt.', hintEn: 'The inventory.', access: { can: 'read', on: 'touchpoint' }, filters: ['department', 'channel'],
    columns: [
      ...['code', 'nameDe', 'nameEn', 'descriptionDe', 'descriptionEn', 'stage', 'channel', 'kind', 'reachKind', 'department'].map((field) => like('touchpoints', field)),
      like('touchpoints', 'involvedDepartments', 'list'), like('touchpoints', 'momentOfTruth', 'boolean'), like('touchpoints', 'tangibleItems', 'list'), column('rules', 'json', 'Regeln', 'Rules'), column('updatedAt', 'instant', 'Geändert', 'Changed'),
    ],
  },
  departments: {
    labelDe: 'Abteilungen', labelEn: 'Departments', hintDe: 'Kürzel und Namen.', hintEn: 'Codes and names.', access: { can: 'read', on: 'touchpoint' }, filters: [],
    columns: [column('code', 'text', 'Kürzel', 'Code'), column('nameDe', 'text', 'Name (deutsch)', 'Name (German)'), column('nameEn', 'text', 'Name (englisch)', 'Name (English)')],
  },
  expectations: {
    labelDe: 'Erwartungen (Soll)', labelEn: 'Expectations (Soll)', hintDe: 'Von Hand gesetzte Sollwerte.', hintEn: 'Targets that were set by hand.', access: { can: 'read', on: 'expectation' }, filters: ['touchpoint', 'department'],
    columns: [column('touchpoint', 'text', 'Kontaktpunkt', 'Touchpoint'), column('dimension', 'text', 'Dimension', 'Dimension'), column('group', 'text', 'Zielgruppe', 'Target group'), column('value', 'number', 'Wert', 'Value'), column('note', 'text', 'Notiz', 'Note'), column('setBy', 'text', 'Gesetzt von', 'Set by'), column('setAt', 'instant', 'Gesetzt am', 'Set at')],
  },
  surveys: {
    labelDe: 'Umfragen', labelEn: 'Surveys', hintDe: 'Eine Zeile je Umfrage, ohne ihre Links.', hintEn: 'One row per survey, without its links.', access: { can: 'read', on: 'survey' }, filters: ['touchpoint', 'department'],
    columns: [
      column('code', 'text', 'Kürzel', 'Code'), column('touchpoint', 'text', 'Kontaktpunkt', 'Touchpoint'), column('kind', 'text', 'Art', 'Kind'), column('nameDe', 'text', 'Name (deutsch)', 'Name (German)'), column('nameEn', 'text', 'Name (englisch)', 'Name (English)'),
      column('languages', 'list', 'Sprachen', 'Languages'), column('publishedVersion', 'whole', 'Version', 'Version'), column('responses', 'whole', 'Antworten', 'Responses'), column('createdAt', 'instant', 'Angelegt', 'Created'), column('closedAt', 'instant', 'Geschlossen', 'Closed'),
    ],
  },
  gaps: {
    labelDe: 'Rangliste der Kontaktpunkte', labelEn: 'Ranking of touchpoints', hintDe: 'Erwartung, Erlebnis und Lücke je Kontaktpunkt; unter der Mindestzahl leer.', hintEn: 'Expectation, experience and gap per touchpoint; empty below the minimum number.', access: { can: 'read', on: 'metric' }, filters: [...period, 'group', 'department', 'channel'],
    columns: [
      column('code', 'text', 'Kürzel', 'Code'), column('name', 'text', 'Kontaktpunkt', 'Touchpoint'), column('stage', 'text', 'Phase', 'Stage'), column('kind', 'text', 'Haupt- oder Neben-Kontaktpunkt', 'Main or secondary'), column('channel', 'text', 'Kanal', 'Channel'), column('department', 'text', 'Abteilung', 'Department'), column('momentOfTruth', 'boolean', 'Moment der Wahrheit', 'Moment of truth'),
      column('n', 'whole', 'Paare', 'Pairs'), column('customers', 'whole', 'Kunden', 'Customers'), column('expectation', 'number', 'Erwartung', 'Expectation'), column('experience', 'number', 'Erlebnis', 'Experience'), column('gap', 'number', 'Lücke', 'Gap'), column('gapLow', 'number', 'Lücke, untere Grenze (95 %)', 'Gap, lower limit (95 %)'), column('gapHigh', 'number', 'Lücke, obere Grenze (95 %)', 'Gap, upper limit (95 %)'),
      column('expectationIsTarget', 'boolean', 'Erwartung ist Sollwert', 'Expectation is a target'), column('reach', 'number', 'Reichweite', 'Reach'), column('contacts', 'whole', 'Kontakte', 'Contacts'), column('importance', 'number', 'Wichtigkeit', 'Importance'), column('shortfall', 'number', 'Unterschreitung', 'Shortfall'), column('priority', 'number', 'Dringlichkeit', 'Priority'),
    ],
  },
  users: {
    labelDe: 'Benutzer', labelEn: 'Users', hintDe: 'Wer sich anmelden darf; ohne Passwörter und Schlüssel.', hintEn: 'Who may sign in; without passwords and keys.', access: { can: 'manage', on: 'user' }, filters: [],
    columns: [column('name', 'text', 'Name', 'Name'), column('email', 'text', 'E-Mail-Adresse', 'E-mail address'), column('role', 'text', 'Rolle', 'Role'), column('departments', 'list', 'Abteilungen', 'Departments'), column('language', 'text', 'Sprache', 'Language'), column('createdAt', 'instant', 'Angelegt', 'Created'), column('deactivatedAt', 'instant', 'Deaktiviert', 'Deactivated')],
  },
};

/** Every table that a person sees, in the order of the page. */
export const tableDescriptions: readonly TableDescription[] = exportTables.map((table) => ({ table, ...descriptions[table] }));
export const describeTable = (table: ExportTable): TableDescription => ({ table, ...descriptions[table] });
