import { describe, expect, it } from 'vitest';
import { type Claims, decideAdmission, readClaims, roleOfGroups } from './admission.logic.ts';

const vera: Claims = { subject: 'p-1', email: 'vera@nordfunk.example', isEmailVerified: true, name: 'Vera Ohm', groups: [] };
const house = { allowedDomains: [], defaultRole: null, groupRoles: [], user: null, invitation: null };

describe('whoever comes from the provider for the first time', () => {
  it('stays out uninvited', () => {
    expect(decideAdmission(vera, house)).toEqual({ kind: 'refuse', why: 'not_invited' });
  });
  it('is linked with the user of the same address, whatever role everybody else would get', () => {
    expect(decideAdmission(vera, { ...house, defaultRole: 'viewer', user: { id: 'u-1', isLinkedElsewhere: false } })).toEqual({ kind: 'link', userId: 'u-1' });
  });
  it('is not linked with a user who has another account there already', () => {
    expect(decideAdmission(vera, { ...house, defaultRole: 'viewer', user: { id: 'u-1', isLinkedElsewhere: true } })).toEqual({ kind: 'refuse', why: 'linked_elsewhere' });
  });
  it('is nobody we know with an address that is not verified, not even by invitation', () => {
    const invitation = { role: 'administrator', departments: [] };
    expect(decideAdmission({ ...vera, isEmailVerified: false }, { ...house, defaultRole: 'viewer', invitation })).toEqual({ kind: 'refuse', why: 'email_unverified' });
    expect(decideAdmission({ ...vera, email: null }, { ...house, defaultRole: 'viewer' })).toEqual({ kind: 'refuse', why: 'email_unverified' });
  });
  it.each([['vera@nordfunk.example.evil.example'], ['vera@evilnordfunk.example'], ['nordfunk.example@evil.example'], ['"vera@nordfunk.example"@evil.example']])('is from elsewhere as %s', (email) => {
    expect(decideAdmission({ ...vera, email }, { ...house, defaultRole: 'viewer', allowedDomains: ['nordfunk.example'] })).toEqual({ kind: 'refuse', why: 'domain' });
  });
  it('gets the role of the group before that of the invitation before that of everybody', () => {
    const groupRoles = [{ group: 'cx', role: 'cx_manager', departments: [] }];
    const invitation = { role: 'agent', departments: [] };
    const roleOf = (claims: Claims, changes: object) => {
      const admission = decideAdmission(claims, { ...house, ...changes });
      return admission.kind === 'create' ? admission.role : admission.kind;
    };
    expect(roleOf({ ...vera, groups: ['cx'] }, { groupRoles, invitation, defaultRole: 'viewer' })).toBe('cx_manager');
    expect(roleOf(vera, { groupRoles, invitation, defaultRole: 'viewer' })).toBe('agent');
    expect(roleOf(vera, { groupRoles, defaultRole: 'viewer' })).toBe('viewer');
  });
});

describe('what a provider says', () => {
  it('is read without trusting its shape', () => {
    expect(readClaims({ sub: 'p-1', email: ['a@b.de'], email_verified: 'true', name: 7, groups: 'cx' }, 'groups')).toEqual({ subject: 'p-1', email: null, isEmailVerified: false, name: null, groups: ['cx'] });
    expect(readClaims({ sub: 'p-1', email: ' Vera@Nordfunk.example ', email_verified: true, name: 'Vera\u0000\nOhm', groups: ['cx', 7, null, { a: 1 }] }, 'groups')).toEqual({ subject: 'p-1', email: 'vera@nordfunk.example', isEmailVerified: true, name: 'VeraOhm', groups: ['cx'] });
    expect(readClaims({ sub: 'p-1', groups: ['cx'] }, null).groups).toEqual([]);
  });
  it('counts by the order of our lines and not of the groups', () => {
    const lines = [{ group: 'a', role: 'viewer', departments: [] }, { group: 'b', role: 'administrator', departments: [] }];
    expect(roleOfGroups(['b', 'a'], lines)).toEqual({ role: 'viewer', departments: [] });
    expect(roleOfGroups(['A'], lines)).toBeNull();
  });
});
