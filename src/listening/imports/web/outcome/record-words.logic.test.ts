import { expect, it } from 'vitest';
import { factsOf } from './record-words.logic.ts';

it('tells a contact in the order in which a person would', () => {
  const facts = factsOf({
    target: 'interactions', identifiers: [{ kind: 'customerNumber', value: 'K-7' }], messageKey: null, at: '2010-03-09T07:05:00.000Z', kind: 'Anruf', channel: 'call_center', direction: 'inbound', touchpoint: null, department: '',
    product: 'iPhone', place: '', subjectLine: '', text: '', language: '', score: null, mood: null, costCents: null, properties: { agent: 'Helen' }, traits: {},
  });
  expect(facts).toEqual([
    { label: { key: 'fact.at' }, value: { kind: 'instant', at: '2010-03-09T07:05:00.000Z' } },
    { label: { key: 'fact.contact' }, value: { kind: 'text', text: 'Anruf' } },
    { label: { key: 'fact.channel' }, value: { kind: 'word', key: 'touchpoints:channel.call_center' } },
    { label: { key: 'fact.direction' }, value: { kind: 'word', key: 'direction.inbound' } },
    { label: { key: 'identifier.customerNumber' }, value: { kind: 'text', text: 'K-7' } },
    { label: { key: 'fact.product' }, value: { kind: 'text', text: 'iPhone' } },
    { label: { own: 'agent' }, value: { kind: 'text', text: 'Helen' } },
  ]);
});

it('tells every rating with its touchpoint', () => {
  const facts = factsOf({
    target: 'scores', identifiers: [], responseKey: null, at: '2026-03-01T12:00:00.000Z', channel: null, language: '', group: '', comment: '', traits: {},
    responses: [{ touchpoint: { code: 'gate', name: 'Gate' }, answers: [{ role: 'expectation', dimension: 'ease', value: 8 }, { role: 'experience', dimension: 'ease', value: 5 }] }],
  });
  expect(facts.slice(1).map(({ label, value }) => [label, value])).toEqual([[{ own: 'Gate' }, { kind: 'score', role: 'expectation', value: 8 }], [{ own: 'Gate' }, { kind: 'score', role: 'experience', value: 5 }]]);
});
