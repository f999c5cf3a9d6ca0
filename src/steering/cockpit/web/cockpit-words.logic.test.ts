import { describe, expect, it } from 'vitest';
import { answersHref, daysOfMonth, judgeChange, openSteps, readDays } from './cockpit-words.logic.ts';

describe('the words of the cockpit', () => {
  it('call a change up or down only when its interval leaves zero out', () => {
    expect(judgeChange({ low: 0.1, high: 9 })).toBe('up');
    expect(judgeChange({ low: -9, high: -0.1 })).toBe('down');
    expect(judgeChange({ low: -1, high: 9 })).toBe('same');
    expect(judgeChange(null)).toBeNull();
  });
  it('name the steps that are still to be done', () => {
    expect(openSteps({ touchpoints: 0, surveys: 0, contacts: 0, answers: 0 })).toEqual(['contacts', 'touchpoints', 'surveys']);
    expect(openSteps({ touchpoints: 60, surveys: 1, contacts: 5, answers: 0 })).toEqual(['surveys']);
    expect(openSteps({ touchpoints: 60, surveys: 1, contacts: 5, answers: 9 })).toEqual([]);
  });
  it('lead to the answers of a period', () => {
    expect(answersHref({ role: 'nps', ...daysOfMonth('2026-02') })).toBe('/listening/answers?role=nps&from=2026-02-01&to=2026-02-28');
    expect(daysOfMonth('2024-02').to).toBe('2024-02-29');
  });
  it('know three periods', () => {
    expect(['30', '90', '365', '7', ''].map(readDays)).toEqual(['30', '90', '365', '30', '30']);
  });
});
