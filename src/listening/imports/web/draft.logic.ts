import type { ColumnMapping, ColumnUse, InspectedColumn, Inspection, Profile, ProfileFault, SavedProfile } from '../imports.contract.ts';
import { fieldOf, targetOf } from '../targets.logic.ts';

export const mappingOf = (profile: Profile, position: number): ColumnMapping | undefined => profile.columns.find((column) => column.position === position);

/** What a column says beside its first meaning: "Inbound Call" is a kind of contact, a channel and a direction. */
export const secondUsesOf = (profile: Profile, position: number): ColumnMapping[] => profile.columns.filter((column) => column.position === position).slice(1);

export const changeSecondUse = (profile: Profile, mapping: ColumnMapping, change: Partial<ColumnMapping>): Profile => ({ ...profile, columns: profile.columns.map((one) => (one === mapping ? { ...one, ...change } : one)) });
export const dropSecondUse = (profile: Profile, mapping: ColumnMapping): Profile => ({ ...profile, columns: profile.columns.filter((one) => one !== mapping) });

/** What the words of a column often say beside what they are there for. */
const saidBeside: ReadonlySet<string> = new Set(['channel', 'direction']);

/** Which of these nothing says yet, where a column of few words could say it as well. */
export function openChoices(profile: Profile, { distinct, position }: InspectedColumn): string[] {
  const use = mappingOf(profile, position)?.use;
  const isOfWords = use?.as === 'field' && ['text', 'choice'].includes(fieldOf(profile.target, use.field)?.type ?? '');
  if (!isOfWords || distinct === null || distinct.length === 0) return [];
  const filled = new Set(profile.columns.flatMap((one) => (one.use.as === 'field' ? [one.use.field] : [])));
  return targetOf(profile.target).fields.filter(({ key }) => saidBeside.has(key) && !filled.has(key) && !(key in profile.constants)).map(({ key }) => key);
}

export function addSecondUse(profile: Profile, { position, heading }: InspectedColumn, field: string): Profile {
  return { ...profile, columns: [...profile.columns, { position, heading, use: { as: 'field' as const, field }, values: {}, otherValues: 'empty' as const }].sort((a, b) => a.position - b.position) };
}

/** What the values of a column must be readable as. */
export type Reading = 'text' | 'number' | 'date' | 'instant' | 'boolean' | 'choice' | 'score' | 'none';
export function readingOf(use: ColumnUse, target: Profile['target']): Reading {
  switch (use.as) {
    case 'ignore': return 'none';
    case 'identifier': return 'text';
    case 'score': return 'score';
    case 'trait':
    case 'property': return use.type;
    case 'field': {
      const type = fieldOf(target, use.field)?.type ?? 'text';
      if (type === 'identifier' || type === 'list' || type === 'json') return 'text';
      return type === 'money' ? 'number' : type;
    }
  }
}

/** Changes the first meaning of a column; left out, it says nothing else either, and nothing twice. A date pattern or decimal sign that is the only one that fits is not asked for. */
export function changeColumn(profile: Profile, column: InspectedColumn, change: Partial<ColumnMapping>): Profile {
  const before = mappingOf(profile, column.position) ?? { position: column.position, heading: column.heading, use: { as: 'ignore' }, otherValues: 'keep' };
  const after = withOnlyChoice({ ...before, ...change }, column, profile.target);
  const others = after.use.as === 'ignore' ? [] : secondUsesOf(profile, column.position).filter(({ use }) => JSON.stringify(use) !== JSON.stringify(after.use));
  return { ...profile, columns: [...profile.columns.filter(({ position }) => position !== column.position), after, ...others].sort((a, b) => a.position - b.position) };
}

/** Another meaning: what the values were said to mean belonged to the one before. */
export function chooseMeaning(profile: Profile, column: InspectedColumn, use: ColumnUse): Profile {
  const { columns } = profile;
  const first = mappingOf(profile, column.position);
  return changeColumn({ ...profile, columns: columns.map((mapping) => (mapping === first ? withoutValues(mapping) : mapping)) }, column, { use });
}

function withoutValues({ values: _values, ...mapping }: ColumnMapping): ColumnMapping {
  return mapping;
}

function withOnlyChoice(mapping: ColumnMapping, column: InspectedColumn, target: Profile['target']): ColumnMapping {
  const reading = readingOf(mapping.use, target);
  const [pattern] = column.patterns;
  const [decimal] = column.decimals;
  if ((reading === 'date' || reading === 'instant') && mapping.pattern === undefined && pattern && column.patterns.length === 1) return { ...mapping, pattern: pattern.pattern };
  if ((reading === 'number' || reading === 'score') && mapping.decimal === undefined && decimal && column.decimals.length === 1) return { ...mapping, decimal };
  return mapping;
}

/** Sets or takes away what holds for all rows. */
export function changeConstant(profile: Profile, field: string, value: string | null): Profile {
  const { [field]: _before, ...others } = profile.constants;
  return { ...profile, constants: value === null ? others : { ...others, [field]: value } };
}

/** Every column of ratings read on the same scale, in one go. */
export function changeScores(profile: Profile, change: Partial<Pick<Extract<ColumnUse, { as: 'score' }>, 'worst' | 'best' | 'notApplicable'>>): Profile {
  return { ...profile, columns: profile.columns.map((column) => (column.use.as === 'score' && column.values === undefined ? { ...column, use: { ...column.use, ...change } } : column)) };
}

/** Whether a saved profile was made for a file with these columns: every column that it uses is there. */
export function fitsFile({ profile }: SavedProfile, { columns }: Pick<Inspection, 'columns'>): boolean {
  const headings = new Set(columns.map(({ heading }) => heading.trim().toLowerCase()));
  const used = profile.columns.filter(({ use }) => use.as !== 'ignore');
  return used.length > 0 && used.every(({ heading }) => headings.has(heading.trim().toLowerCase())) && profile.columns.length >= columns.length;
}

/** A saved profile as it reads this file: the columns where they stand here, those it never knew ignored. */
export function ontoFile({ profile, name }: SavedProfile, { columns, format }: Pick<Inspection, 'columns' | 'format'>): Profile {
  const isSecond = (mapping: ColumnMapping) => secondUsesOf(profile, mapping.position).includes(mapping);
  const left = profile.columns.filter((mapping) => !isSecond(mapping));
  const placed = columns.flatMap((column): ColumnMapping[] => {
    const same = (mapping: ColumnMapping) => mapping.heading.trim().toLowerCase() === column.heading.trim().toLowerCase();
    const exact = left.findIndex((mapping) => same(mapping) && mapping.position === column.position);
    const index = exact >= 0 ? exact : left.findIndex(same);
    const [found] = index >= 0 ? left.splice(index, 1) : [];
    const here = { position: column.position, heading: column.heading };
    return found ? [found, ...secondUsesOf(profile, found.position)].map((mapping) => ({ ...mapping, ...here })) : [{ ...here, use: { as: 'ignore' }, otherValues: 'keep' }];
  });
  return { ...profile, name, format, columns: placed };
}

/** Whether a column holds numbers that both decimal signs fit: 1.234 is one and a bit, or a thousand. */
export const isSignOpen = ({ decimals }: InspectedColumn): boolean => decimals.length > 1;

/** The columns of numbers for which nobody has said yet what separates the decimals. */
export function openSigns(profile: Profile, { columns }: Pick<Inspection, 'columns'>): ProfileFault[] {
  return profile.columns.flatMap((mapping): ProfileFault[] => {
    const column = columns.find(({ position }) => position === mapping.position);
    const reading = readingOf(mapping.use, profile.target);
    if (!column || mapping.decimal !== undefined || !isSignOpen(column) || (reading !== 'number' && reading !== 'score')) return [];
    return [{ code: 'decimal.missing', column: mapping.position, heading: mapping.heading, message: 'Choose the decimal sign.', details: {} }];
  });
}
