import { describe, expect, it } from 'vitest';
import type { Preview } from '../../imports.contract.ts';
import { summariseRefused } from './refused-preview.logic.ts';

type Row = Preview['rows'][number];
type Refusal = Row['refusals'][number];
const refusal = (column: number, code: Refusal['code'], value: string): Refusal => ({ row: 2, column, heading: `column ${column}`, value, code, details: {}, reason: '' });
const row = (...refusals: Refusal[]): Row => ({ row: 2, cells: [], record: refusals.length === 0 ? {} : null, refusals });
const many = (n: number, one: Row) => Array.from({ length: n }, () => one);

describe('what the preview refuses', () => {
  it('is told by reason, the most frequent first', () => {
    const rows = [...many(37, row()), row(refusal(2, 'date.impossible', '31.02.2024')), row(refusal(2, 'date.impossible', '30.02.2024')), ...many(10, row(refusal(4, 'value.not_in_list', 'Live-Chat'))), row(refusal(4, 'value.not_in_list', 'Fax'))];
    const { reasons, ...counts } = summariseRefused({ rows });
    expect(counts).toEqual({ rows: 50, refused: 13 });
    expect(reasons.map(({ rows: n, refusal: { value }, isExample }) => [n, value, isExample])).toEqual([[10, 'Live-Chat', false], [2, '31.02.2024', true], [1, 'Fax', false]]);
  });
  it('counts a row once for a reason, and for each of its reasons', () => {
    const two = row(refusal(2, 'date.impossible', '31.02.2024'), refusal(4, 'value.not_in_list', 'Fax'), refusal(4, 'value.not_in_list', 'Fax'));
    expect(summariseRefused({ rows: [two] })).toMatchObject({ rows: 1, refused: 1, reasons: [{ rows: 1 }, { rows: 1 }] });
  });
  it('is nothing where every row can be read', () => {
    expect(summariseRefused({ rows: many(50, row()) })).toEqual({ rows: 50, refused: 0, reasons: [] });
  });
});
