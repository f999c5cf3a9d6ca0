import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue/catalogue.logic.ts';
import { codeFrom, findDuplicates, readableName, suggestTouchpoint } from './discovery.logic.ts';
import { touchpointSchema } from './touchpoints.contract.ts';

describe('a touchpoint made from an event', () => {
  it('gets a name that people read and a code that stays', () => {
    expect(readableName('orderCompleted')).toBe('Order completed');
    expect(readableName('SIM_activated')).toBe('Sim activated');
    expect(codeFrom('Störung gemeldet (Festnetz)')).toBe('stoerung_gemeldet_festnetz');
    expect(codeFrom('42')).toBe('touchpoint');
  });
  it('lands in the stage that its name tells, in both languages', () => {
    expect(suggestTouchpoint({ kind: 'Störung gemeldet', channel: 'call_center' }, new Set())).toMatchObject({ stage: 'service', rules: [{ event: 'Störung gemeldet', channel: 'call_center' }] });
    expect(suggestTouchpoint({ kind: 'Checkout Started', channel: 'web' }, new Set()).stage).toBe('purchase');
    expect(suggestTouchpoint({ kind: 'Vertrag gekündigt', channel: 'letter' }, new Set()).stage).toBe('farewell');
  });
  it('is valid whatever a source called its event', () => {
    for (const kind of ['\0', 'Order\0paid', 'half \uD83D', `${'x'.repeat(119)}😀`, 'y'.repeat(201), '']) {
      expect(touchpointSchema.safeParse(suggestTouchpoint({ kind, channel: 'web' }, new Set())).error?.issues).toBeUndefined();
    }
  });
  it('never takes a code that is taken', () => {
    expect(suggestTouchpoint({ kind: 'page', channel: 'web' }, new Set(['page_web', 'page_web_2'])).code).toBe('page_web_3');
  });
});

describe('the starter catalogue', () => {
  it.each(catalogue.map(({ industry, touchpoints }) => [industry, touchpoints] as const))('has at least 25 touchpoints for %s, each in both languages and once', (_industry, touchpoints) => {
    expect(touchpoints.length).toBeGreaterThanOrEqual(25);
    expect(new Set(touchpoints.map(({ code }) => code)).size).toBe(touchpoints.length);
    expect(findDuplicates(touchpoints)).toEqual([]);
    expect(touchpoints.filter(({ kind }) => kind === 'main').length).toBeGreaterThan(9);
    expect(touchpoints.some(({ reachKind }) => reachKind === 'indirect')).toBe(true);
  });
});
