import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkProfile } from '../profiles/check-profile.logic.ts';
import { profileSchema, type ProfileInput } from '../imports.contract.ts';
import { type Interpretation, interpreterOf } from './interpret-row.logic.ts';
import { inspectFile } from '../reading/inspect-file.ts';
import { openTable } from '../reading/read-rows.ts';
import { type ImportRecord, importRecordSchema } from '../records.contract.ts';
import { suggestProfile } from '../profiles/suggest-profile.logic.ts';

const folder = mkdtempSync(join(tmpdir(), 'momente-interpret-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const file = (text: string): string => {
  const path = join(folder, `${(files += 1)}.csv`);
  writeFileSync(path, text);
  return path;
};

/** Everything that becomes of a file with a profile: records in order, refusals as row, heading and code. */
async function runFile(path: string, profileInput: ProfileInput): Promise<{ records: ImportRecord[]; refusals: [number, string, string][]; rows: number }> {
  const profile = profileSchema.parse(profileInput);
  expect(checkProfile(profile)).toEqual([]);
  const { headings, batches } = await openTable(path, profile.format);
  const interpret = interpreterOf(profile, headings);
  const found = { records: [] as ImportRecord[], refusals: [] as [number, string, string][], rows: 0 };
  for await (const { rows } of batches) {
    for (const row of rows) {
      found.rows += 1;
      const result: Interpretation = interpret(row);
      if (result.kind === 'record') found.records.push(result.record);
      else found.refusals.push(...result.refusals.map(({ row: n, heading, code }): [number, string, string] => [n, heading, code]));
    }
  }
  for (const record of found.records.slice(0, 50)) expect(importRecordSchema.safeParse(record).error?.issues).toBeUndefined();
  return found;
}

const field = (position: number, heading: string, key: string, more: object = {}) => ({ position, heading, use: { as: 'field' as const, field: key }, ...more });
const semicolons = { kind: 'csv', delimiter: ';' } as const;

describe('a row', () => {
  it('becomes a customer with address, contract and own traits', async () => {
    const path = file('Nr;E-Mail;Name;Straße;Nr.;PLZ;Ort;Land;Vertrag;Tarif;Beginn;Monatlich;Treu\nK1;Anna@Beispiel.de;Anna Ott;Am Ring;4;01067;Dresden;Deutschland;V-9;Flex M;1.2.2024;29,85 €;ja\n');
    const { records } = await runFile(path, { target: 'customers', format: semicolons, columns: [
      field(0, 'Nr', 'customerNumber'), field(1, 'E-Mail', 'email'), field(2, 'Name', 'name'), field(3, 'Straße', 'street'), field(4, 'Nr.', 'houseNumber'), field(5, 'PLZ', 'postcode'), field(6, 'Ort', 'city'), field(7, 'Land', 'country'),
      field(8, 'Vertrag', 'contractNumber'), field(9, 'Tarif', 'contractProduct'), field(10, 'Beginn', 'contractStartsOn', { pattern: 'd.M.yyyy' }), field(11, 'Monatlich', 'contractMonthly', { decimal: ',' }),
      { position: 12, heading: 'Treu', use: { as: 'trait', key: 'treu', type: 'boolean' } },
    ] });
    expect(records).toEqual([{
      target: 'customers', identifiers: [{ kind: 'customerNumber', value: 'K1' }, { kind: 'email', value: 'Anna@Beispiel.de' }], kind: null, traits: { treu: true, name: 'Anna Ott' }, at: null,
      address: { kind: 'home', street: 'Am Ring 4', postcode: '01067', city: 'Dresden', country: 'DE', validFrom: null, validTo: null, externalId: null },
      account: null, contract: { number: 'V-9', product: 'Flex M', startsOn: '2024-02-01', endsOn: null, monthlyCents: 2985, accountExternalId: null }, device: null,
    }]);
  });
  it('is refused with everything that is wrong with it, by row, heading and reason', async () => {
    const path = file('Nr;Wann;Art;Kanal;Note\nK1;31.2.2025 10:00;Anruf;Fax;5,5\n;1.2.2025 10:00;Anruf;web;3\nK3;1.2.2025 10:00;;web;3\nK4;1.2.2025 10:00;Anruf;web;3;zu viel\nK5;30.3.2025 2:30;Anruf;web;11\n');
    const { records, refusals } = await runFile(path, { target: 'interactions', format: semicolons, columns: [field(0, 'Nr', 'customerNumber'), field(1, 'Wann', 'at', { pattern: 'd.M.yyyy H:mm' }), field(2, 'Art', 'kind'), field(3, 'Kanal', 'channel'), field(4, 'Note', 'score', { decimal: ',' })] });
    expect(records).toEqual([]);
    expect(refusals).toEqual([
      [2, 'Wann', 'date.impossible'], [2, 'Kanal', 'value.not_in_list'], [3, '', 'identifier.missing'], [4, 'Art', 'value.missing'], [5, '', 'row.too_many_cells'], [6, 'Wann', 'time.skipped'],
    ]);
  });
  it('maps values, passes over what stands for nothing, and counts the time between start and end', async () => {
    const path = file('Nr;Von;Bis;Art;Kanal;Kosten\nK1;1.2.2025 10:00;1.2.2025 10:05;Anruf;Telefon;k.A.\n');
    const { records } = await runFile(path, { target: 'interactions', format: semicolons, columns: [
      field(0, 'Nr', 'customerNumber'), field(1, 'Von', 'at', { pattern: 'd.M.yyyy H:mm' }), field(2, 'Bis', 'endedAt', { pattern: 'd.M.yyyy H:mm' }), field(3, 'Art', 'kind'), field(4, 'Kanal', 'channel', { values: { telefon: 'call_center' } }), field(5, 'Kosten', 'cost', { emptyValues: ['k.a.'] }),
    ] });
    expect(records[0]).toMatchObject({ at: '2025-02-01T09:00:00.000Z', channel: 'call_center', costCents: null, properties: { endedAt: '2025-02-01T09:05:00.000Z', durationSeconds: 300 } });
  });
  it('takes the time of day from a column of its own', async () => {
    const path = file('Nr;Datum;Uhrzeit;Art\nK1;1.7.2025;9:05;Anruf\nK2;1.7.2025;;Anruf\nK3;30.3.2025;2:30 Uhr;Anruf\nK4;1.7.2025;mittags;Anruf\n');
    const { records, refusals } = await runFile(path, { target: 'interactions', format: semicolons, columns: [field(0, 'Nr', 'customerNumber'), field(1, 'Datum', 'at', { pattern: 'd.M.yyyy' }), field(2, 'Uhrzeit', 'atTime'), field(3, 'Art', 'kind')] });
    expect(records.map((record) => 'at' in record && record.at)).toEqual(['2025-07-01T07:05:00.000Z', '2025-07-01T10:00:00.000Z']);
    expect(refusals).toEqual([[4, 'Datum', 'time.skipped'], [5, 'Uhrzeit', 'date.not_in_pattern']]);
  });
  it('of marks becomes one response per touchpoint; how it was on the whole goes with each', async () => {
    const path = file('Nr;Kasse;Beratung;Gesamt\nK1;5;0;4\n');
    const score = (position: number, heading: string, touchpoint: { code: string; name: string } | null) => ({ position, heading, use: { as: 'score' as const, role: touchpoint ? ('experience' as const) : ('overall' as const), dimension: touchpoint ? ('ease' as const) : null, touchpoint, worst: 1, best: 5, notApplicable: [0] } });
    const { records } = await runFile(path, { target: 'scores', format: semicolons, columns: [field(0, 'Nr', 'customerNumber'), score(1, 'Kasse', { code: 'kasse', name: 'Kasse' }), score(2, 'Beratung', { code: 'beratung', name: 'Beratung' }), score(3, 'Gesamt', null)], constants: { at: '2025-05-01' } });
    expect(records[0]).toMatchObject({ at: '2025-05-01T10:00:00.000Z', responses: [{ touchpoint: { code: 'kasse', name: 'Kasse' }, answers: [{ role: 'experience', dimension: 'ease', value: 10 }, { role: 'overall', dimension: null, value: 7.5 }] }] });
    expect(records[0]).toHaveProperty('responses.length', 1);
  });
  it('of a workbook keeps its numbers whatever decimal sign the column has', () => {
    const profile = profileSchema.parse({ target: 'contracts', format: { kind: 'xlsx' }, columns: [field(0, 'Nr', 'customerNumber'), field(1, 'V', 'contractNumber'), field(2, 'P', 'contractProduct'), field(3, 'Ab', 'contractStartsOn'), field(4, 'Betrag', 'contractMonthly', { decimal: ',' })] });
    const interpret = interpreterOf(profile, []);
    expect(interpret({ row: 2, cells: ['K1', '7', 'Flex', '2025-03-15', '1234.5'], kinds: 'snsdn' })).toMatchObject({ record: { number: '7', startsOn: '2025-03-15', monthlyCents: 123_450 } });
    expect(interpret({ row: 3, cells: ['K1', '7', 'Flex', '2025-03-15', '1.234,5'], kinds: 'snsds' })).toMatchObject({ record: { monthlyCents: 123_450 } });
  });
});

describe('a profile', () => {
  it('is told what is missing before any row is read', () => {
    const faults = (input: ProfileInput) => checkProfile(profileSchema.parse(input)).map(({ code, heading }) => (heading === '' ? code : `${code} ${heading}`));
    expect(faults({ target: 'customers', format: semicolons, columns: [field(0, 'Geb.', 'birthday'), field(1, 'A', 'name'), field(2, 'B', 'name')] })).toEqual(['pattern.missing Geb.', 'field.twice B', 'identifier.missing']);
    expect(faults({ target: 'scores', format: semicolons, columns: [{ position: 0, heading: 'NPS', use: { as: 'score', role: 'nps', worst: 1, best: 5 } }], constants: { at: 'gestern' } })).toEqual(['constant.invalid', 'field.missing', 'scale.unfit NPS', 'touchpoint.missing NPS']);
  });
});

describe('a suggestion', () => {
  it('proposes by heading and by content, and asks where a date can be read in two ways', async () => {
    const inspection = await inspectFile(file('Kunden-Nr;Mail;Rufnummer;Konto;Kunde seit;Umsatz;Aktiv\n17;anna@beispiel.de;0171 2345678;DE89370400440532013000;9.3.10;1.234;ja\n18;bert@beispiel.de;+49 30 901820;DE02120300000000202051;4.5.11;2.345;nein\n'));
    expect(inspection.columns.map(({ kind }) => kind)).toEqual(['integer', 'email', 'phone', 'iban', 'date', 'integer', 'boolean']);
    const { profile, questions } = suggestProfile(inspection, 'customers');
    expect(profile.columns.slice(0, 3).map(({ use }) => use)).toEqual([{ as: 'field', field: 'customerNumber' }, { as: 'field', field: 'email' }, { as: 'field', field: 'phone' }]);
    expect(questions.map(({ code, heading, choices }) => [code, heading, choices.map(({ value }) => value)])).toEqual([
      ['date.pattern', 'Kunde seit', ['d.M.yy', 'M.d.yy']],
      ['number.decimal', 'Umsatz', [',', '.']],
    ]);
    expect(profile.columns[4]?.pattern).toBeUndefined();
  });
});

const real = (path: string) => join(import.meta.dirname, '../../../../../shared/data', path);
const airline = real('airline-satisfaction/airline_satisfaction.csv');
const telco = real('telco-churn/Telco-Customer-Churn.csv');
const callcenter = real('journeys/callcenter/CallcenterExample.csv');

describe('real files', () => {
  it.skipIf(!existsSync(airline))('airline: 14 columns of marks become touchpoints, 0 means "does not apply"; only the day is asked for (skipped without ../shared/data)', async () => {
    const { profile, questions } = suggestProfile(await inspectFile(airline));
    expect(profile.target).toBe('scores');
    expect(questions.map(({ code }) => code)).toEqual(['at.missing', 'score.not_applicable']);
    const { rows, records, refusals } = await runFile(airline, { ...profile, constants: { at: '2025-06-01' } });
    expect([rows, records.length, refusals]).toEqual([25_976, 25_976, []]);
    expect(profile.columns.filter(({ use }) => use.as === 'score' && use.touchpoint !== null)).toHaveLength(14);
  });
  it.skipIf(!existsSync(telco))('telco: one customer per row, yes and no as they are (skipped without ../shared/data)', async () => {
    const { profile, questions } = suggestProfile(await inspectFile(telco));
    expect([profile.target, questions]).toEqual(['customers', []]);
    const { records, refusals } = await runFile(telco, profile);
    expect([records.length, refusals]).toEqual([7_043, []]);
    expect(records[0]).toMatchObject({ identifiers: [{ kind: 'customerNumber', value: '7590-VHVEG' }], traits: { monthlyCharges: 29.85, partner: true, contract: 'Month-to-month' } });
  });
  it.skipIf(!existsSync(callcenter))('call centre: lines that end in CR, dates as d.M.yy, start and end (skipped without ../shared/data)', async () => {
    const { profile } = suggestProfile(await inspectFile(callcenter));
    expect([profile.target, profile.columns[2]?.pattern]).toEqual(['interactions', 'd.M.yy H:mm']);
    const { records, refusals } = await runFile(callcenter, profile);
    expect([records.length, refusals]).toEqual([7_548, []]);
    expect(records[0]).toMatchObject({ at: '2010-03-09T07:05:00.000Z', kind: 'Inbound Call', channel: 'call_center', direction: 'inbound', identifiers: [{ kind: 'customerNumber', value: 'Customer 1' }], properties: { durationSeconds: 300 } });
  });
});
