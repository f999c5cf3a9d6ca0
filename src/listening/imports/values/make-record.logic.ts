import type { RefusalCode, ScoreUse, TargetKey } from '../imports.contract.ts';
import type { ContractRecord, CustomerRecord, DeviceRecord, ImportRecord, InteractionRecord, ScoreRecord, TouchpointRecord } from '../records.contract.ts';
import type { RefusalDetails } from '../refusal-words.logic.ts';
import { fieldOf, traitFields } from '../targets.logic.ts';
import { readCountry, readLanguage, touchpointCodeOf } from './written-words.logic.ts';

type Scalars = Readonly<Record<string, string | number | boolean>>;
type FieldValue = string | number | boolean | readonly string[] | Scalars;

/** What the cells of one row said, before it is put together. */
export interface Draft {
  fields: Record<string, FieldValue>;
  identifiers: { kind: string; value: string }[];
  traits: Record<string, string | number | boolean>;
  properties: Record<string, string | number | boolean>;
  scores: { touchpoint: ScoreUse['touchpoint']; role: ScoreUse['role']; dimension: ScoreUse['dimension']; value: number }[];
}

export const emptyDraft = (constants: Pick<Draft, 'fields' | 'identifiers'>): Draft => ({ fields: { ...constants.fields }, identifiers: [...constants.identifiers], traits: {}, properties: {}, scores: [] });

/** `field` is null where no single field is to blame. */
export interface RecordFault {
  field: string | null;
  code: RefusalCode;
  details: RefusalDetails;
}
export type Made = { kind: 'record'; record: ImportRecord } | { kind: 'faults'; faults: RecordFault[] };

/** Puts a record together; what the target cannot do without must be there by now. */
export function makeRecord(target: TargetKey, draft: Draft): Made {
  const maker = new Maker(target, draft);
  const record = makers[target](maker);
  return maker.faults.length === 0 ? { kind: 'record', record } : { kind: 'faults', faults: maker.faults };
}

const isList = (value: FieldValue | undefined): value is readonly string[] => Array.isArray(value);

/** Reads the fields of one draft and collects what is wrong with them. */
class Maker {
  readonly faults: RecordFault[] = [];
  readonly draft: Draft;
  readonly #target: TargetKey;

  constructor(target: TargetKey, draft: Draft) {
    this.#target = target;
    this.draft = draft;
  }

  refuse(field: string | null, code: RefusalCode, details: RefusalDetails = {}): void {
    this.faults.push({ field, code, details });
  }

  text(key: string): string | null {
    const value = this.draft.fields[key];
    return typeof value === 'string' ? value : null;
  }

  number(key: string): number | null {
    const value = this.draft.fields[key];
    return typeof value === 'number' ? value : null;
  }

  boolean(key: string): boolean | null {
    const value = this.draft.fields[key];
    return typeof value === 'boolean' ? value : null;
  }

  list(key: string): string[] | null {
    const value = this.draft.fields[key];
    return isList(value) ? [...value] : null;
  }

  object(key: string): Scalars {
    const value = this.draft.fields[key];
    return typeof value === 'object' && !isList(value) ? value : {};
  }

  /** A text that must be there. */
  needed(key: string): string {
    const value = this.text(key);
    if (value === null) this.refuse(key, 'value.missing', { field: fieldOf(this.#target, key)?.labelEn ?? key, fieldDe: fieldOf(this.#target, key)?.labelDe ?? key });
    return value ?? '';
  }

  /** One of the choices that the reading of the cell has checked. */
  choice<const Choice extends string>(key: string): Choice | null {
    return this.text(key) as Choice | null;
  }

  inRange(key: string, min: number, max: number): number | null {
    const value = this.number(key);
    if (value !== null && (value < min || value > max)) this.refuse(key, 'number.out_of_range', { value, min, max });
    return value;
  }

  identifiers(): Draft['identifiers'] {
    if (this.draft.identifiers.length === 0) this.refuse(null, 'identifier.missing');
    return this.draft.identifiers;
  }

  period(fromKey: string, toKey: string): void {
    const from = this.text(fromKey);
    const to = this.text(toKey);
    if (from !== null && to !== null && to < from) this.refuse(toKey, 'period.reversed', { from, to });
  }

  language(): string {
    const text = this.text('language');
    if (text === null) return '';
    const code = readLanguage(text);
    if (code === null) this.refuse('language', 'value.not_allowed', { value: text, why: 'no language of this name is known', whyDe: 'eine Sprache dieses Namens ist nicht bekannt' });
    return code ?? '';
  }

  touchpoint(): { code: string; name: string } | null {
    const name = this.text('touchpoint');
    return name === null ? null : { code: touchpointCodeOf(name), name };
  }
}

const makers: Record<TargetKey, (maker: Maker) => ImportRecord> = {
  customers: makeCustomer,
  accounts: (maker) => ({ target: 'accounts', externalId: maker.needed('accountId'), kind: maker.choice('accountKind') ?? 'household', name: maker.text('accountName') ?? maker.text('accountId') ?? '', identifiers: maker.draft.identifiers, role: maker.text('accountRole') }),
  contracts: (maker): ContractRecord => ({ target: 'contracts', identifiers: maker.identifiers(), ...contractOf(maker) }),
  devices: (maker): DeviceRecord => ({ target: 'devices', identifiers: maker.identifiers(), ...deviceOf(maker) }),
  interactions: makeInteraction,
  scores: makeScores,
  touchpoints: makeTouchpoint,
};

function makeCustomer(maker: Maker): CustomerRecord {
  const { draft } = maker;
  const traits = { ...draft.traits };
  for (const key of traitFields) {
    const value = maker.text(key);
    if (value !== null) traits[key] = value;
  }
  const accountId = maker.text('accountId');
  const has = (...keys: string[]) => keys.some((key) => draft.fields[key] !== undefined);
  return {
    target: 'customers',
    identifiers: maker.identifiers(),
    kind: maker.choice('kind'),
    traits,
    at: maker.text('at'),
    address: has('street', 'postcode', 'city') ? addressOf(maker) : null,
    account: accountId === null ? null : { externalId: accountId, kind: maker.choice('accountKind') ?? 'household', name: maker.text('accountName') ?? accountId, role: maker.text('accountRole') },
    contract: has('contractNumber', 'contractProduct', 'contractStartsOn') ? contractOf(maker) : null,
    device: has('deviceModel', 'deviceSerial', 'deviceId', 'deviceOwnedFrom') ? deviceOf(maker) : null,
  };
}

function addressOf(maker: Maker): NonNullable<CustomerRecord['address']> {
  const written = maker.text('country');
  const country = written === null ? 'DE' : readCountry(written);
  if (country === null) maker.refuse('country', 'value.not_allowed', { value: written ?? '', why: 'no country of this name is known', whyDe: 'ein Land dieses Namens ist nicht bekannt' });
  const street = [maker.text('street'), maker.text('houseNumber')].filter((part) => part !== null).join(' ');
  return { kind: maker.choice('addressKind') ?? 'home', street, postcode: maker.text('postcode') ?? '', city: maker.needed('city'), country: country ?? '', validFrom: null, validTo: null, externalId: null };
}

function contractOf(maker: Maker): Omit<ContractRecord, 'target' | 'identifiers'> {
  maker.period('contractStartsOn', 'contractEndsOn');
  const monthlyCents = maker.number('contractMonthly');
  if (monthlyCents !== null && monthlyCents < 0) maker.refuse('contractMonthly', 'number.out_of_range', { value: monthlyCents / 100, min: 0, max: Number.MAX_SAFE_INTEGER });
  return { number: maker.needed('contractNumber'), product: maker.needed('contractProduct'), startsOn: maker.needed('contractStartsOn'), endsOn: maker.text('contractEndsOn'), monthlyCents, accountExternalId: maker.text('accountId') };
}

function deviceOf(maker: Maker): Omit<DeviceRecord, 'target' | 'identifiers'> {
  maker.period('deviceOwnedFrom', 'deviceOwnedTo');
  return { model: maker.needed('deviceModel'), maker: maker.text('deviceMaker'), serial: maker.text('deviceSerial'), software: maker.text('deviceSoftware'), ownedFrom: maker.needed('deviceOwnedFrom'), ownedTo: maker.text('deviceOwnedTo'), externalId: maker.text('deviceId') };
}

function makeInteraction(maker: Maker): InteractionRecord {
  const { draft } = maker;
  const at = maker.needed('at');
  const endedAt = maker.text('endedAt');
  maker.period('at', 'endedAt');
  const properties = { ...maker.object('properties'), ...draft.properties };
  if (endedAt !== null) {
    properties['endedAt'] = endedAt;
    properties['durationSeconds'] = (Date.parse(endedAt) - Date.parse(at)) / 1_000;
  }
  return {
    target: 'interactions',
    identifiers: maker.identifiers(),
    messageKey: maker.text('messageKey'),
    at,
    kind: maker.needed('kind'),
    channel: maker.choice('channel'),
    direction: maker.choice('direction') ?? 'inbound',
    touchpoint: maker.touchpoint(),
    department: maker.text('department') ?? '',
    product: maker.text('product') ?? '',
    place: maker.text('place') ?? '',
    subjectLine: maker.text('subjectLine') ?? '',
    text: maker.text('text') ?? '',
    language: maker.language(),
    score: maker.inRange('score', 0, 10),
    mood: maker.inRange('mood', -2, 2),
    costCents: maker.number('cost'),
    properties,
    traits: draft.traits,
  };
}

function makeScores(maker: Maker): ScoreRecord {
  const { draft } = maker;
  const ofRow = maker.touchpoint();
  const responses = new Map<string, ScoreRecord['responses'][number]>();
  const answer = (touchpoint: { code: string; name: string }, { role, dimension, value }: Draft['scores'][number]) => {
    const response = responses.get(touchpoint.code) ?? { touchpoint, answers: [] };
    responses.set(touchpoint.code, response);
    response.answers.push({ role, dimension, value });
  };
  const unplaced: Draft['scores'] = [];
  for (const score of draft.scores) {
    const touchpoint = score.touchpoint ?? ofRow;
    if (touchpoint) answer(touchpoint, score);
    else unplaced.push(score);
  }
  // how it was on the whole belongs to every touchpoint of the row: it shows which of them matters
  for (const score of unplaced) {
    if (score.role === 'overall' && responses.size > 0) for (const { touchpoint } of responses.values()) answer(touchpoint, score);
    else if (maker.faults.length === 0) maker.refuse('touchpoint', 'touchpoint.missing');
  }
  if (draft.scores.length === 0) maker.refuse(null, 'score.none');
  return {
    target: 'scores',
    identifiers: draft.identifiers,
    responseKey: maker.text('responseKey'),
    at: maker.needed('at'),
    channel: maker.choice('channel'),
    language: maker.language(),
    group: maker.text('group') ?? '',
    comment: maker.text('comment') ?? '',
    traits: draft.traits,
    responses: [...responses.values()],
  };
}

function makeTouchpoint(maker: Maker): TouchpointRecord {
  const name = maker.text('nameDe') ?? maker.text('nameEn');
  const code = maker.text('code') ?? (name === null ? null : touchpointCodeOf(name));
  if (code === null) maker.refuse('nameDe', 'value.missing', { field: 'Name', fieldDe: 'Name' });
  else if (!/^[a-z][a-z0-9_]{1,59}$/.test(code)) maker.refuse('code', 'value.not_allowed', { value: code, why: 'a code has small letters, digits and _, and begins with a letter', whyDe: 'ein Kürzel besteht aus Kleinbuchstaben, Ziffern und _ und beginnt mit einem Buchstaben' });
  const said: Record<string, unknown> = { target: 'touchpoints', code: code ?? '' };
  for (const key of ['nameDe', 'nameEn', 'descriptionDe', 'descriptionEn', 'stage', 'channel', 'kind', 'reachKind', 'department'] as const) {
    const value = maker.text(key);
    if (value !== null) said[key] = value;
  }
  for (const key of ['involvedDepartments', 'tangibleItems'] as const) {
    const value = maker.list(key);
    if (value !== null) said[key] = value;
  }
  const momentOfTruth = maker.boolean('momentOfTruth');
  if (momentOfTruth !== null) said['momentOfTruth'] = momentOfTruth;
  // the readers of the cells have let only the choices of these fields pass
  return said as TouchpointRecord;
}
