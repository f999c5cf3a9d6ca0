import { describe, expect, it } from 'vitest';
import { draftFrom, emptyDraft, isGiven, toggle } from './role-draft.logic.ts';

const rules = {
  grantable: [['customer', 'read'], ['customer', 'update'], ['import', 'read'], ['import', 'create'], ['export', 'create'], ['personal_data', 'read']].map(([subject = '', action = '']) => ({ action, subject })),
  needsPersonalData: ['import'],
};
const empty = { ...emptyDraft, permissions: [] };
const readCustomers = { action: 'read', subject: 'customer' };
const changeCustomers = { action: 'update', subject: 'customer' };
const personalData = { action: 'read', subject: 'personal_data' };

describe('the form of a role', () => {
  it('lets nobody change what they cannot see', () => {
    expect(toggle(empty, changeCustomers, rules).permissions).toEqual([changeCustomers, readCustomers]);
    expect(toggle(toggle(empty, changeCustomers, rules), readCustomers, rules).permissions).toEqual([]);
  });
  it('takes personal data along where a permission needs it, and both away together', () => {
    const importing = toggle(empty, { action: 'create', subject: 'import' }, rules);
    expect(isGiven(importing, personalData)).toBe(true);
    expect(toggle(importing, personalData, rules).permissions).toEqual([]);
  });
  it('does not invent a permission to read where there is none', () => {
    expect(toggle(empty, { action: 'create', subject: 'export' }, rules).permissions).toEqual([{ action: 'create', subject: 'export' }]);
  });
  it('copies the administration as everything that can be given', () => {
    const administrator = { code: 'administrator', isBuiltIn: true, name: '', description: '', permissions: [{ action: 'manage', subject: 'all' }], isLimitedToDepartments: false, basedOn: null, heldBy: null };
    expect(draftFrom(administrator, 'Kopie', rules.grantable)).toMatchObject({ name: 'Kopie', permissions: rules.grantable });
  });
});
