import type { ColumnUse, InspectedColumn, Profile, ScoreUse, TargetKey } from '../../imports.contract.ts';
import { scoreRoleSchema } from '../../imports.contract.ts';
import { targetOf } from '../../targets.logic.ts';
import { touchpointCodeOf } from '../../values/written-words.logic.ts';

/** What a column may mean, as one text: the value of an entry in the list of meanings. */
export type Meaning = string;

export const fieldGroups = ['who', 'about', 'address', 'account', 'contract', 'device', 'scores', 'further'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

const addressFields: ReadonlySet<string> = new Set(['addressKind', 'street', 'houseNumber', 'postcode', 'city', 'country']);

/** Under which heading a field of a target stands in the list. */
export function groupOf(field: { key: string; type: string }): FieldGroup {
  if (field.type === 'identifier') return 'who';
  if (addressFields.has(field.key)) return 'address';
  for (const group of ['account', 'contract', 'device'] as const) if (field.key.startsWith(group)) return group;
  return 'about';
}

/** Every meaning that a target offers, by group, in the order in which they are shown. */
export function meaningsOf(target: TargetKey): { group: FieldGroup; meanings: Meaning[] }[] {
  const { fields, takes } = targetOf(target);
  const further: Meaning[] = [...takes.filter((take) => take !== 'score'), 'ignore'];
  const all: Record<FieldGroup, Meaning[]> = { who: [], about: [], address: [], account: [], contract: [], device: [], scores: takes.includes('score') ? scoreRoleSchema.options.map((role) => `score:${role}`) : [], further };
  for (const field of fields) all[groupOf(field)].push(`field:${field.key}`);
  return fieldGroups.map((group) => ({ group, meanings: all[group] })).filter(({ meanings }) => meanings.length > 0);
}

export function meaningOf(use: ColumnUse): Meaning {
  if (use.as === 'field') return `field:${use.field}`;
  return use.as === 'score' ? `score:${use.role}` : use.as;
}

/** What a column is used as when somebody chooses a meaning for it; what was said before and still fits stays. */
export function chosenUse(meaning: Meaning, column: InspectedColumn, profile: Profile): ColumnUse {
  const before = profile.columns.find(({ position }) => position === column.position)?.use;
  const [as, detail = ''] = meaning.split(':', 2);
  if (as === 'field') return { as: 'field', field: detail };
  if (as === 'trait' || as === 'property') return { as, key: before && 'key' in before ? before.key : column.heading || `column ${column.position + 1}`, type: typeOf(column) };
  if (as === 'identifier') return { as, kind: before?.as === 'identifier' ? before.kind : asKind(column.heading) };
  if (as === 'score') {
    const role = scoreRoleSchema.parse(detail);
    return before?.as === 'score' ? { ...before, role, dimension: needsDimension(role) ? (before.dimension ?? 'reliability') : null } : newScore(role, column, profile);
  }
  return { as: 'ignore' };
}

/** Expectation and experience are compared on one dimension; the other roles are about the whole. */
export const needsDimension = (role: ScoreUse['role']): boolean => role === 'expectation' || role === 'experience';

function newScore(role: ScoreUse['role'], column: InspectedColumn, profile: Profile): ScoreUse {
  const others = profile.columns.flatMap(({ use }) => (use.as === 'score' ? [use] : []));
  const [like] = others;
  const isOfRow = !needsDimension(role) || profile.columns.some(({ use }) => use.as === 'field' && use.field === 'touchpoint') || 'touchpoint' in profile.constants;
  return {
    as: 'score', role, dimension: needsDimension(role) ? (like?.dimension ?? 'reliability') : null, touchpoint: isOfRow ? null : touchpointFrom(column.heading),
    ...(like ? { worst: like.worst, best: like.best, notApplicable: like.notApplicable } : { ...scaleFrom(role, column), notApplicable: [] }),
  };
}

/** The usual scale that covers what stands in the column. */
export function scaleFrom(role: ScoreUse['role'], { range }: InspectedColumn): { worst: number; best: number } {
  if (role === 'nps' || range === null) return { worst: 0, best: 10 };
  const best = [5, 6, 7, 10, 100].find((top) => range.max <= top) ?? Math.ceil(range.max);
  return { worst: best > 7 || range.min < 1 ? 0 : 1, best };
}

export const touchpointFrom = (name: string): { code: string; name: string } => ({ code: touchpointCodeOf(name), name: name.slice(0, 120) });

function typeOf({ kind }: InspectedColumn): 'text' | 'number' | 'date' | 'boolean' {
  if (kind === 'integer' || kind === 'decimal') return 'number';
  if (kind === 'date' || kind === 'instant') return 'date';
  return kind === 'boolean' ? 'boolean' : 'text';
}

const asKind = (heading: string): string => {
  const words = heading.normalize('NFD').replaceAll(/[^A-Za-z0-9]+/g, ' ').trim().split(' ').filter(Boolean);
  const kind = words.map((word, index) => (index === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase())).join('');
  return /^[A-Za-z]/.test(kind) ? kind.slice(0, 60) : `id${kind}`.slice(0, 60);
};
