import { compileDatePattern } from '../values/date-pattern.logic.ts';
import type { ColumnMapping, Profile, ProfileFault } from '../imports.contract.ts';
import { readConstant } from '../values/read-cell.logic.ts';
import { fitsScale } from '../values/read-score.logic.ts';
import { fieldOf, identifierFields, type Target, targetOf } from '../targets.logic.ts';

type Code = ProfileFault['code'];
type Place = Pick<ColumnMapping, 'position' | 'heading'> | null;

/** What is wrong with a profile, before any row is read; an import with faults cannot start. */
export function checkProfile(profile: Profile): ProfileFault[] {
  const target = targetOf(profile.target);
  const faults: ProfileFault[] = [];
  const add = (code: Code, place: Place, message: string, details: ProfileFault['details'] = {}): void => {
    faults.push({ code, column: place?.position ?? null, heading: place?.heading ?? '', message, details });
  };
  const filled = new Set<string>();
  for (const column of profile.columns) {
    checkUse(column, profile, target, add);
    if (column.use.as !== 'field') continue;
    const { field } = column.use;
    if (filled.has(field)) add('field.twice', column, `Two columns fill ${field}.`, { field });
    filled.add(field);
  }
  for (const [field, text] of Object.entries(profile.constants)) {
    const known = fieldOf(profile.target, field);
    if (!known) add('field.unknown', null, `${target.labelEn} have no field ${field}.`, { field });
    else if (text.trim() !== '') {
      const reading = readConstant(known, text.trim(), profile);
      if ('code' in reading) add('constant.invalid', null, `"${text}" cannot be used as ${known.labelEn}.`, { field, value: text });
      else filled.add(field);
    }
  }
  for (const field of target.fields) if (field.required && !filled.has(field.key)) add('field.missing', null, `${field.labelEn} is needed: choose its column or one value for all rows.`, { field: field.key, labelDe: field.labelDe, labelEn: field.labelEn });
  const hasColumn = (key: string) => profile.columns.some(({ use }) => use.as === 'field' && use.field === key);
  if (hasColumn('atTime') && !hasColumn('at')) add('field.missing', null, 'A time of day needs the column of its date.', { field: 'at', labelDe: 'Zeitpunkt', labelEn: 'Date and time' });
  const identifies = profile.columns.some(({ use }) => use.as === 'identifier') || [...filled].some((field) => identifierFields.has(field));
  if (target.needsIdentifier && !identifies) add('identifier.missing', null, 'Choose the column that says which customer a row is about.');
  if (profile.target === 'scores') checkScores(profile, filled.has('touchpoint'), add);
  return faults;
}

type Add = (code: Code, place: Place, message: string, details?: ProfileFault['details']) => void;

function checkUse(column: ColumnMapping, profile: Profile, target: Target, add: Add): void {
  const { use } = column;
  if (use.as === 'ignore') return;
  if (use.as !== 'field' && !target.takes.includes(use.as)) return add('use.not_here', column, `A column of ${target.labelEn.toLowerCase()} cannot be a ${use.as}.`, { use: use.as });
  if (use.as === 'score') return;
  const field = use.as === 'field' ? fieldOf(profile.target, use.field) : null;
  if (field === undefined) return add('field.unknown', column, `${target.labelEn} have no field ${use.as === 'field' ? use.field : ''}.`, { field: use.as === 'field' ? use.field : '' });
  const type = field?.type ?? (use.as === 'trait' || use.as === 'property' ? use.type : 'text');
  if (type !== 'date' && type !== 'instant') return;
  // a workbook says of each cell whether it is a date
  if (column.pattern === undefined && profile.format.kind === 'csv') add('pattern.missing', column, 'Choose how the dates in this column are written.');
  if (column.pattern !== undefined && !compileDatePattern(column.pattern, profile.twoDigitYearFrom)) add('pattern.invalid', column, `"${column.pattern}" is not a date pattern.`, { pattern: column.pattern });
}

function checkScores(profile: Profile, rowNamesTouchpoint: boolean, add: Add): void {
  const scores = profile.columns.flatMap((column) => (column.use.as === 'score' ? [{ column, use: column.use }] : []));
  if (scores.length === 0) add('score.missing', null, 'Choose at least one column that holds scores.');
  const ownTouchpoints = scores.some(({ use }) => use.touchpoint !== null);
  const seen = new Set<string>();
  for (const { column, use } of scores) {
    const paired = use.role === 'expectation' || use.role === 'experience';
    if (paired && use.dimension === null) add('dimension.missing', column, `Say which dimension this ${use.role} is about.`);
    if (use.worst === use.best) add('scale.invalid', column, 'The worst and the best mark are the same.');
    else if (!fitsScale(use)) add('scale.unfit', column, use.role === 'nps' ? 'The recommendation question needs the scale 0–10.' : 'Satisfaction (CSAT) needs a scale of five points, e.g. 1–5.', { worst: use.worst, best: use.best });
    if (use.touchpoint !== null && !/^[a-z][a-z0-9_]{1,59}$/.test(use.touchpoint.code)) add('touchpoint.code_invalid', column, 'The code of a touchpoint has small letters, digits and _.', { code: use.touchpoint.code });
    if (use.touchpoint === null && !rowNamesTouchpoint && !(use.role === 'overall' && ownTouchpoints)) add('touchpoint.missing', column, 'Say which touchpoint this score is about.');
    const key = `${use.touchpoint?.code ?? ''}|${use.role}|${paired ? use.dimension : ''}`;
    if (seen.has(key)) add('score.twice', column, 'Another column says the same about the same touchpoint.');
    seen.add(key);
  }
}
