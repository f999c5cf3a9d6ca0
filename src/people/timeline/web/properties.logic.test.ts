import { describe, expect, it } from 'vitest';
import { humanise, listProperties, readValue } from './properties.logic.ts';

describe('the table of properties', () => {
  it('flattens what is nested, in the order it was sent', () => {
    const { rows } = listProperties({ orderId: 'A-7', products: [{ name: 'Hülle', price: 19.9 }] });
    expect(rows.map(({ path, label }) => [path, label])).toEqual([
      ['orderId', 'Order id'], ['products[0].name', 'Products › 1 › Name'], ['products[0].price', 'Products › 1 › Price'],
    ]);
  });
  it('keeps markup as plain text', () => {
    expect(readValue('<img src=x onerror=alert(1)>')).toEqual({ kind: 'text', text: '<img src=x onerror=alert(1)>' });
  });
  it('shows 120 lines and counts the other 30', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`field${n}`, n]));
    const { rows, leftOut } = listProperties(many);
    expect([rows.length, leftOut]).toEqual([120, 30]);
  });
  it('stops six levels down and shows the rest as it was sent', () => {
    const { rows } = listProperties({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } });
    expect(rows).toEqual([{ path: 'a.b.c.d.e.f', label: 'A › B › C › D › E › F', value: { kind: 'text', text: '{"g":1}' } }]);
  });
});

describe('values', () => {
  it('tells dates, instants, numbers and yes/no apart', () => {
    expect(readValue('2026-03-03')).toEqual({ kind: 'date', on: '2026-03-03' });
    expect(readValue('2026-03-03T10:00:00Z')).toEqual({ kind: 'instant', at: '2026-03-03T10:00:00Z' });
    expect(readValue('2026-13-45')).toEqual({ kind: 'text', text: '2026-13-45' });
    expect(readValue(0)).toEqual({ kind: 'number', number: 0 });
    expect(readValue(false)).toEqual({ kind: 'yes_no', yes: false });
    expect(readValue('')).toEqual({ kind: 'empty' });
  });
});

describe('names of properties', () => {
  it('reads camel case, snake case and abbreviations', () => {
    expect(humanise('callDuration_seconds')).toBe('Call duration seconds');
    expect(humanise('IMEI')).toBe('IMEI');
    expect(humanise('größeDisplay')).toBe('Größe display');
    expect(humanise('__proto__')).toBe('Proto');
  });
});
