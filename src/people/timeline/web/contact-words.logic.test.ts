import { describe, expect, it } from 'vitest';
import { contact } from './contact-fixture.ts';
import { findLastExperience, moodStep, readEventName, titleOf } from './contact-words.logic.ts';

describe('the title of a contact', () => {
  it('is the subject when there is one', () => {
    expect(titleOf(contact({ subjectLine: 'Kein Empfang zu Hause' }))).toEqual({ kind: 'words', text: 'Kein Empfang zu Hause' });
  });
  it('is the page that was viewed', () => {
    expect(titleOf(contact({ type: 'page', kind: 'page', properties: { path: '/tarife', title: 'Unsere Tarife' } }))).toEqual({ kind: 'known', key: 'page', about: 'Unsere Tarife' });
  });
  it('is the page also where its title came as the subject', () => {
    expect(titleOf(contact({ type: 'page', kind: 'page', subjectLine: 'Reparaturstatus' }))).toEqual({ kind: 'known', key: 'page', about: 'Reparaturstatus' });
  });
  it('is the touchpoint of a view that says nothing else', () => {
    expect(titleOf(contact({ type: 'screen', kind: 'screen', touchpoint: 'app_usage' }))).toEqual({ kind: 'touchpoint', code: 'app_usage' });
    expect(titleOf(contact({ type: 'screen', kind: 'screen' }))).toEqual({ kind: 'known', key: 'screen', about: '' });
  });
  it('is the touchpoint where the event has a name for machines only', () => {
    expect(titleOf(contact({ kind: 'invoice_issued', touchpoint: 'invoice' }))).toEqual({ kind: 'touchpoint', code: 'invoice' });
    expect(titleOf(contact({ kind: 'invoice_issued' }))).toEqual({ kind: 'words', text: 'Invoice issued' });
    expect(titleOf(contact({ kind: 'Beratung im Shop', touchpoint: 'shop_advice' }))).toEqual({ kind: 'words', text: 'Beratung im Shop' });
  });
  it('is the name of the event in words', () => {
    expect(readEventName('order_completed')).toBe('Order completed');
    expect(readEventName('orderCompleted')).toBe('Order Completed');
    expect(readEventName('Rechnung angesehen')).toBe('Rechnung angesehen');
  });
});

describe('mood in five steps', () => {
  it('rounds to the nearest and away from neutral at the border below', () => {
    expect([-2, -1.5, -1.4, -0.5, -0.4, 0, 0.4, 0.5, 1.4, 1.5, 2].map(moodStep)).toEqual(['m2', 'm2', 'm1', 'm1', 'zero', 'zero', 'zero', 'p1', 'p1', 'p2', 'p2']);
  });
});

describe('the last experience', () => {
  it('is the call of yesterday, not the page view or the data update after it', () => {
    const call = contact({ messageId: 'call' });
    const found = findLastExperience([contact({ type: 'identify', kind: 'identify' }), contact({ type: 'page', kind: 'page' }), call]);
    expect(found?.messageId).toBe('call');
  });
  it('is a page view when nothing else happened', () => {
    expect(findLastExperience([contact({ type: 'page', kind: 'page', messageId: 'view' })])?.messageId).toBe('view');
    expect(findLastExperience([contact({ type: 'identify', kind: 'identify' })])).toBeNull();
  });
});
