import { describe, expect, it } from 'vitest';
import { actorFrom } from './actor.logic.ts';
import { type Role, roles } from './roles.contract.ts';
import { abilityFor, inDepartment, permissionsOf } from './roles.logic.ts';

const actorWith = (role: Role, departments: string[] = []) => actorFrom({ kind: 'user', id: '1', label: 'a@b.de', role, departments, byCookie: true });
const whoCan = (action: string, subject: string) => roles.filter((role) => actorWith(role, ['shop']).can(action, subject));

describe('roles', () => {
  it('lets only the administrator manage users, keys and settings', () => {
    expect(whoCan('manage', 'user')).toEqual(['administrator']);
    expect(whoCan('manage', 'key')).toEqual(['administrator']);
    expect(whoCan('manage', 'settings')).toEqual(['administrator']);
  });
  it('shows customer data to administrator, CX manager, agent and analyst', () => {
    expect(whoCan('read', 'customer')).toEqual(['administrator', 'cx_manager', 'agent', 'analyst']);
    expect(whoCan('read', 'interaction')).toEqual(['administrator', 'cx_manager', 'agent', 'analyst']);
  });
  it('lets administrator and CX manager merge customers, and agents change but not merge them', () => {
    expect(whoCan('merge', 'customer')).toEqual(['administrator', 'cx_manager']);
    expect(whoCan('update', 'customer')).toEqual(['administrator', 'cx_manager', 'agent']);
  });
  it('shows figures and touchpoints to everybody', () => {
    expect(whoCan('read', 'metric')).toEqual([...roles]);
    expect(whoCan('read', 'touchpoint')).toEqual([...roles]);
  });
  it('shows answers to those who may see customers\' words', () => {
    expect(whoCan('read', 'answer')).toEqual(['administrator', 'cx_manager', 'touchpoint_owner', 'analyst']);
  });
  it('lets administrator, CX manager and touchpoint owner change touchpoints, and only the first two create or delete them', () => {
    expect(whoCan('update', 'touchpoint')).toEqual(['administrator', 'cx_manager', 'touchpoint_owner']);
    expect(whoCan('create', 'touchpoint')).toEqual(['administrator', 'cx_manager']);
    expect(whoCan('delete', 'touchpoint')).toEqual(['administrator', 'cx_manager']);
  });
  it('limits a touchpoint owner to own departments', () => {
    const owner = abilityFor('touchpoint_owner', ['shop']);
    expect(owner.can('update', inDepartment('touchpoint', 'shop'))).toBe(true);
    expect(owner.can('update', inDepartment('touchpoint', 'billing'))).toBe(false);
    expect(owner.can('read', inDepartment('answer', null))).toBe(false);
  });
  it('gives a touchpoint owner without departments no single touchpoint', () => {
    expect(abilityFor('touchpoint_owner').can('read', inDepartment('touchpoint', 'shop'))).toBe(false);
  });
  it('names departments only for roles that are limited to them', () => {
    expect(actorWith('touchpoint_owner', ['shop']).departments).toEqual(['shop']);
    expect(actorWith('agent', ['shop']).departments).toBeNull();
  });
  it('gives the page the same rules', () => {
    expect(permissionsOf('administrator')).toEqual([{ action: 'manage', subject: 'all' }]);
    expect(permissionsOf('viewer')).toEqual([
      { action: 'read', subject: 'touchpoint' }, { action: 'read', subject: 'expectation' },
      { action: 'read', subject: 'survey' }, { action: 'read', subject: 'metric' }, { action: 'read', subject: 'warning' },
    ]);
  });
  it('knows no rights beyond its table, not even for names from the prototype', () => {
    expect(actorWith('viewer').can('read', 'constructor')).toBe(false);
    expect(actorWith('viewer').can('__proto__', 'metric')).toBe(false);
  });
});
