import type { ImportRecord } from '../../records.contract.ts';
import { traitFields } from '../../targets.logic.ts';

/** A line of the preview: what it is (a key of the texts, or the file's own name for it) and what was understood. */
export interface Fact {
  label: { key: string } | { own: string };
  value: FactValue;
}
export type FactValue =
  | { kind: 'text'; text: string }
  | { kind: 'instant'; at: string }
  | { kind: 'day'; on: string }
  | { kind: 'number'; value: number }
  | { kind: 'cents'; cents: number }
  | { kind: 'word'; key: string }
  | { kind: 'score'; role: string; value: number }
  | { kind: 'yes' | 'no' };

const isoInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
type Plain = string | number | boolean | null | undefined;
const own = (label: string) => ({ own: label });
const named = (key: string) => ({ key: `fact.${key}` });
const text = (value: string | null | undefined): FactValue | null => (value === null || value === undefined || value === '' ? null : { kind: 'text', text: value });
const plain = (value: Plain): FactValue | null => {
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: value ? 'yes' : 'no' };
  return typeof value === 'string' && isoInstant.test(value) ? { kind: 'instant', at: value } : text(value);
};
const cents = (value: number | null | undefined): FactValue | null => (value === null || value === undefined ? null : { kind: 'cents', cents: value });
const list = (facts: readonly [Fact['label'], FactValue | null][]): Fact[] => facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
const day = (on: string | null | undefined): FactValue | null => (on ? { kind: 'day', on } : null);
const isoDay = /^\d{4}-\d\d-\d\d$/;
/** What Momente itself calls so; every other key is the file's own name for it. */
const ourKeys = new Set([...traitFields, 'endedAt', 'durationSeconds']);
const pairs = (values: Record<string, Plain>): Fact[] =>
  list(Object.entries(values).map(([key, value]) => [ourKeys.has(key) ? named(key) : own(key), typeof value === 'string' && isoDay.test(value) ? day(value) : plain(value)]));

/** What one row says once it is understood, in the order in which a person would tell it. */
export function factsOf(record: ImportRecord): Fact[] {
  const who = 'identifiers' in record ? list(record.identifiers.map(({ kind, value }) => [{ key: `identifier.${kind}` }, text(value)])) : [];
  switch (record.target) {
    case 'customers': return [
      ...who, ...list([[named('kind'), record.kind && { kind: 'word', key: `customerKind.${record.kind}` }]]), ...pairs(record.traits),
      ...list([[named('address'), text(record.address && [record.address.street, [record.address.postcode, record.address.city].filter(Boolean).join(' '), record.address.country].filter(Boolean).join(', '))],
        [named('account'), text(record.account && [record.account.name, record.account.externalId].filter(Boolean).join(' · '))]]),
      ...(record.contract ? contractFacts(record.contract) : []), ...(record.device ? deviceFacts(record.device) : []),
    ];
    case 'accounts': return [...list([[named('account'), text(record.name || record.externalId)], [named('role'), text(record.role)]]), ...who];
    case 'contracts': return [...who, ...contractFacts(record)];
    case 'devices': return [...who, ...deviceFacts(record)];
    case 'interactions': return [
      ...list([[named('at'), { kind: 'instant', at: record.at }], [named('contact'), text(record.kind)], [named('channel'), record.channel && { kind: 'word', key: `touchpoints:channel.${record.channel}` }],
        [named('direction'), { kind: 'word', key: `direction.${record.direction}` }]]),
      ...who,
      ...list([[named('touchpoint'), text(record.touchpoint?.name)], [named('department'), text(record.department)], [named('product'), text(record.product)], [named('place'), text(record.place)],
        [named('subjectLine'), text(record.subjectLine)], [named('text'), text(record.text)], [named('score'), plain(record.score)], [named('mood'), plain(record.mood)], [named('cost'), cents(record.costCents)]]),
      ...pairs(record.properties), ...pairs(record.traits),
    ];
    case 'scores': return [
      ...list([[named('at'), { kind: 'instant', at: record.at }]]), ...who,
      ...scoreFacts(record.responses),
      ...list([[named('group'), text(record.group)], [named('comment'), text(record.comment)]]), ...pairs(record.traits),
    ];
    case 'touchpoints': return list([[named('name'), text(record.nameDe ?? record.nameEn)], [named('code'), text(record.code)], [named('stage'), record.stage ? { kind: 'word', key: `touchpoints:stage.${record.stage}` } : null],
      [named('channel'), record.channel ? { kind: 'word', key: `touchpoints:channel.${record.channel}` } : null], [named('department'), text(record.department)]]);
  }
}

/** A verdict on the whole stands at every touchpoint of its row; it is told once. */
function scoreFacts(responses: Extract<ImportRecord, { target: 'scores' }>['responses']): Fact[] {
  const verdict = responses.length > 1 ? responses[0]?.answers.find(({ role }) => role === 'overall') : undefined;
  const isOfAll = verdict !== undefined && responses.every(({ answers }) => answers.some(({ role, value }) => role === 'overall' && value === verdict.value));
  const own = responses.flatMap(({ touchpoint, answers }) => answers.filter(({ role }) => !isOfAll || role !== 'overall').map(({ role, value }): Fact => ({ label: { own: touchpoint.name }, value: { kind: 'score', role, value } })));
  return [...(isOfAll ? [{ label: { key: 'role.overall' }, value: { kind: 'number', value: verdict.value } } as const] : []), ...own];
}

const contractFacts = (contract: { number: string; product: string; startsOn: string; endsOn: string | null; monthlyCents: number | null }): Fact[] =>
  list([[named('contract'), text([contract.product, contract.number].filter(Boolean).join(' · '))], [named('startsOn'), day(contract.startsOn)], [named('endsOn'), day(contract.endsOn)], [named('monthly'), cents(contract.monthlyCents)]]);
const deviceFacts = (device: { model: string; maker: string | null; serial: string | null; ownedFrom: string; ownedTo: string | null }): Fact[] =>
  list([[named('device'), text([device.maker, device.model].filter(Boolean).join(' '))], [named('serial'), text(device.serial)], [named('ownedFrom'), day(device.ownedFrom)], [named('ownedTo'), day(device.ownedTo)]]);
