import { describe, expect, it } from 'vitest';
import { judgeDepartment, toDepartment, touchpointsOf } from './departments.logic.ts';

const none = new Set<string>();

describe('the form of a department', () => {
  it('suggests a code from the English name, and a free one where that is taken', () => {
    expect(toDepartment({ nameDe: ' Läden ', nameEn: 'Shops', code: '' }, none)).toEqual({ code: 'shops', nameDe: 'Läden', nameEn: 'Shops' });
    expect(toDepartment({ nameDe: 'Läden', nameEn: 'Shops', code: '' }, new Set(['shops'])).code).toBe('shops_2');
  });
  it('takes the one name for both languages', () => {
    expect(toDepartment({ nameDe: 'Läden', nameEn: '', code: '' }, none)).toEqual({ code: 'laeden', nameDe: 'Läden', nameEn: 'Läden' });
    expect(toDepartment({ nameDe: '', nameEn: 'Shops', code: 'retail' }, none)).toEqual({ code: 'retail', nameDe: 'Shops', nameEn: 'Shops' });
  });
  it('calls a department whose name has no letters for a code department, never touchpoint', () => {
    expect(toDepartment({ nameDe: '24', nameEn: '', code: '' }, none).code).toBe('department');
  });
  it('is not saved without a name, with a bad code, or with the code of another department', () => {
    expect(judgeDepartment(toDepartment({ nameDe: ' ', nameEn: '', code: '' }, none), none)).toBe('name');
    expect(judgeDepartment({ code: 'Läden', nameDe: 'Läden', nameEn: 'Shops' }, none)).toBe('code');
    expect(judgeDepartment({ code: 'shops', nameDe: 'Läden', nameEn: 'Shops' }, new Set(['shops']))).toBe('taken');
    expect(judgeDepartment({ code: 'shops', nameDe: 'Läden', nameEn: 'Shops' }, none)).toBeNull();
  });
});

describe('the touchpoints of a department', () => {
  it('counts one that it owns and is involved in as owned only', () => {
    const touchpoint = (code: string, department: string | null, involvedDepartments: string[]) => ({ code, nameDe: code, nameEn: code, department, involvedDepartments });
    const use = touchpointsOf('shops', [touchpoint('repair', 'shops', ['shops']), touchpoint('invoice', 'billing', ['shops']), touchpoint('advert', null, [])]);
    expect(use.owned.map(({ code }) => code)).toEqual(['repair']);
    expect(use.involved.map(({ code }) => code)).toEqual(['invoice']);
  });
});
