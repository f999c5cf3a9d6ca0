import { choiceWords, hasRefusalColumns, matchesHeading, plainWords, zoneOfHeading } from './heading-words.logic.ts';
import { type ColumnMapping, type InspectedColumn, type Inspection, type Profile, profileSchema, type Question, type Suggestion, type TargetKey } from '../imports.contract.ts';
import { judgementWords, looksLikeScore, scaleOf, suggestScore } from './suggest-score.logic.ts';
import { secondUses } from './suggest-second-use.logic.ts';
import { fieldOf, type Target, type TargetField, targetOf } from '../targets.logic.ts';

const NOTHING_WORDS = ['n/a', '#n/a', 'null', 'none', 'nan', '-', '–', 'k.a.', 'k. a.', 'keine angabe', 'unbekannt', '(leer)', '(null)'];

/** What our own exports tell beside what can come in again, in plain letters. */
const exportedOnly = new Set(['momente id', 'anzeigename', 'display name', 'bekannt seit', 'known since', 'weitere kennungen', 'further identifiers', 'nachrichtenart', 'message type']);

/**
 * A profile to begin with, and the questions that only a person can answer. What is not clear stays open: a date that
 * can be read in two ways has no pattern until somebody has chosen one.
 */
export function suggestProfile(inspection: Inspection, target: TargetKey = inspection.targets[0]?.target ?? 'customers'): Suggestion {
  const known = targetOf(target);
  const columns = withoutRefusals(inspection.columns);
  const fields = assignFields(columns, known);
  const identifies = [...fields.values()].some(({ type }) => type === 'identifier');
  const hasTouchpoint = [...fields.values()].some(({ key }) => key === 'touchpoint');
  const rest = new RestNames();
  const mappings = inspection.columns.map((column): ColumnMapping => {
    const field = fields.get(column.position);
    const use = field ? ({ as: 'field', field: field.key } as const) : useOfRest(column, columns.includes(column), { target: known, identifies, hasTouchpoint, rest });
    return describe(column, use, field ?? null);
  });
  const profile: Profile = profileSchema.parse({ target, format: inspection.format, columns: [...ownCodes(sameMarks(onOneScale(mappings, inspection.columns))), ...secondUses(columns, fields, known)], constants: {} });
  return { profile, questions: [...columnQuestions(inspection.columns, profile), ...targetQuestions(inspection.columns, profile, known)] };
}

/** Two headings that differ only in their signs would be one touchpoint with two answers to the same question. */
function ownCodes(mappings: readonly ColumnMapping[]): ColumnMapping[] {
  const names = new Map<string, string>();
  return mappings.map((mapping) => {
    const { use } = mapping;
    if (use.as !== 'score' || use.touchpoint === null) return mapping;
    const { name } = use.touchpoint;
    let { code } = use.touchpoint;
    for (let count = 2; (names.get(code) ?? name) !== name; count += 1) code = `${use.touchpoint.code.slice(0, 56)}_${count}`;
    names.set(code, name);
    return { ...mapping, use: { ...use, touchpoint: { code, name } } };
  });
}

/** Where one question was marked "does not apply", the others on the same scale may be as well, if only further down. */
function sameMarks(mappings: readonly ColumnMapping[]): ColumnMapping[] {
  const scales = new Map(mappings.flatMap(({ use }) => (use.as === 'score' && use.notApplicable.length > 0 ? [[`${use.worst}-${use.best}`, use.notApplicable] as const] : [])));
  return mappings.map((mapping) => (mapping.use.as === 'score' ? { ...mapping, use: { ...mapping.use, notApplicable: scales.get(`${mapping.use.worst}-${mapping.use.best}`) ?? mapping.use.notApplicable } } : mapping));
}

/** Expectation and experience of one touchpoint were asked on one scale, even where nobody used all of it. */
function onOneScale(mappings: readonly ColumnMapping[], columns: readonly InspectedColumn[]): ColumnMapping[] {
  const placeOf = ({ use, values }: ColumnMapping) => (use.as === 'score' && values === undefined && (use.role === 'expectation' || use.role === 'experience') ? (use.touchpoint?.code ?? '') : null);
  return mappings.map((mapping) => {
    const { use } = mapping;
    const place = placeOf(mapping);
    if (use.as !== 'score' || place === null) return mapping;
    const ranges = mappings.filter((other) => placeOf(other) === place).flatMap(({ position }) => columns.find((column) => column.position === position)?.range ?? []);
    const { open: _open, ...scale } = scaleOf({ min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) }, use.role);
    return { ...mapping, use: { ...use, ...scale } };
  });
}

function withoutRefusals(columns: readonly InspectedColumn[]): InspectedColumn[] {
  return hasRefusalColumns(columns.map(({ heading }) => heading)) ? columns.slice(0, -3) : [...columns];
}

/** Each field gets the column that fits best, each column one field. */
function assignFields(columns: readonly InspectedColumn[], target: Target): Map<number, TargetField> {
  const pairs = columns.flatMap((column) => target.fields.map((field) => ({ column, field, fit: fitOf(column, field) }))).filter(({ fit }) => fit >= 0.55);
  const assigned = new Map<number, TargetField>();
  const taken = new Set<string>();
  for (const { column, field } of pairs.sort((a, b) => b.fit - a.fit || a.column.position - b.column.position)) {
    if (assigned.has(column.position) || taken.has(field.key)) continue;
    assigned.set(column.position, field);
    taken.add(field.key);
  }
  for (const { begins, needs } of target.key === 'customers' ? groups : []) {
    if (needs.every((key) => taken.has(key))) continue;
    for (const [position, { key }] of assigned) if (begins.test(key)) assigned.delete(position);
  }
  return assigned;
}

/** Parts of a customer's row that stand on these fields; without them every row would be refused. */
const groups = [
  { begins: /^contract/, needs: ['contractNumber', 'contractProduct', 'contractStartsOn'] },
  { begins: /^device/, needs: ['deviceModel', 'deviceOwnedFrom'] },
  { begins: /^(street|houseNumber|postcode|country|addressKind)$/, needs: ['city'] },
  { begins: /^account/, needs: ['accountId'] },
];

const nameFields = ['name', 'firstName', 'lastName', 'company'];

/** The heading proposes, the content decides: an IBAN is no phone number, whatever stands above it. */
function fitOf(column: InspectedColumn, field: TargetField): number {
  const { kind, heading, emptyShare } = column;
  if (kind === 'empty') return 0;
  const said = heading.trim().toLowerCase().replace(/\s*\([^)]*\/?[^)]*\)$/, (suffix) => (zoneOfHeading(heading) === null ? suffix : ''));
  // our own names of the fields, as our exports write them
  const byHeading = said === field.labelDe.toLowerCase() || said === field.labelEn.toLowerCase() ? 1.01 : matchesHeading(field.key, heading);
  const isDate = kind === 'date' || kind === 'instant';
  const isNumber = kind === 'integer' || kind === 'decimal';
  switch (field.type) {
    case 'identifier':
      if (field.key === 'email') return kind === 'email' ? Math.max(0.8, byHeading) : 0;
      if (field.key === 'phone') return kind === 'phone' ? Math.max(0.75, byHeading) : kind === 'integer' || kind === 'code' ? (byHeading >= 0.9 ? byHeading : 0) : 0;
      // "Customer Name" holds the word customer too; a name as a number would make one person of all who share it
      if (nameFields.some((name) => matchesHeading(name, heading) > byHeading)) return 0;
      return kind === 'email' || kind === 'iban' || isDate || kind === 'long_text' || kind === 'boolean' || emptyShare > 0.9 ? 0 : byHeading;
    case 'date': case 'instant':
      return isDate ? (field.key === 'at' && field.required ? Math.max(0.56, byHeading) : byHeading) : 0;
    case 'money': case 'number':
      return isNumber ? byHeading : 0;
    case 'json':
      return column.samples.every((text) => text.startsWith('{')) ? byHeading : 0;
    case 'boolean':
      return kind === 'boolean' || kind === 'integer' || kind === 'choice' ? byHeading : 0;
    case 'choice':
      return isDate || isNumber || kind === 'email' || column.distinct === null || !column.distinct.some(({ value }) => choiceOf(field, value) !== null) ? 0 : byHeading;
    default:
      if (field.key === 'atTime') return kind === 'time' ? byHeading : 0;
      if (field.key === 'comment' || field.key === 'text') return isDate || isNumber || kind === 'email' || kind === 'phone' ? 0 : kind === 'long_text' ? Math.max(0.6, byHeading) : byHeading;
      return isDate || kind === 'email' || kind === 'iban' || kind === 'long_text' || (kind === 'decimal' && field.key !== 'deviceSoftware') ? 0 : byHeading;
  }
}

function choiceOf(field: TargetField, value: string): string | null {
  const plain = plainWords(value);
  const direct = field.choices.find((choice) => choice === value.trim().toLowerCase() || plainWords(choice) === plain);
  if (direct !== undefined) return direct;
  const listed = Object.entries(choiceWords[field.key] ?? {}).find(([choice, list]) => field.choices.includes(choice) && list.includes(plain));
  return listed?.[0] ?? null;
}

interface RestContext {
  target: Target;
  identifies: boolean;
  hasTouchpoint: boolean;
  rest: RestNames;
}

/** What becomes of a column that fills no field. */
function useOfRest(column: InspectedColumn, isOwn: boolean, { target, identifies, hasTouchpoint, rest }: RestContext): ColumnMapping['use'] {
  if (!isOwn || column.kind === 'empty' || column.heading.trim() === '' || exportedOnly.has(plainWords(column.heading.replace(/\(.*\)$/, '')))) return { as: 'ignore' };
  if (target.takes.includes('score')) {
    if (looksLikeScore(column)) return suggestScore(column, !hasTouchpoint);
    if (judgementWords(column)) return { as: 'score', role: 'overall', dimension: null, touchpoint: null, worst: 0, best: 10, notApplicable: [] };
  }
  const as = target.takes.includes('property') ? 'property' : target.takes.includes('trait') && identifies ? 'trait' : null;
  return as === null ? { as: 'ignore' } : { as, key: rest.keyOf(column.heading), type: typeOf(column) };
}

const typeOf = ({ kind, patterns, decimals, distinct }: InspectedColumn): 'text' | 'number' | 'date' | 'boolean' => {
  // one word among numbers is no reason to refuse the row, where nothing is computed with them
  if (distinct?.some(({ value }) => !NOTHING_WORDS.includes(value.toLowerCase()) && !/\d/.test(value)) && kind !== 'boolean') return 'text';
  if (kind === 'integer' || kind === 'decimal') return decimals.length > 0 ? 'number' : 'text';
  if (kind === 'date') return patterns.length > 0 ? 'date' : 'text';
  return kind === 'boolean' ? 'boolean' : 'text';
};

/** Keys from headings, each once: "Flight Distance" → flightDistance, a second one flightDistance2. */
class RestNames {
  readonly #taken = new Set<string>();

  keyOf(heading: string): string {
    // what is written like a key is one
    if (/^[a-z][A-Za-z0-9_]{0,89}$/.test(heading) && !this.#taken.has(heading)) {
      this.#taken.add(heading);
      return heading;
    }
    const words = plainWords(heading.replaceAll(/[äöü]/gi, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter.toLowerCase()] ?? letter)).split(' ');
    const key = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('').slice(0, 90) || 'column';
    let name = key;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${key}${count}`;
    this.#taken.add(name);
    return name;
  }
}

function describe(column: InspectedColumn, use: ColumnMapping['use'], field: TargetField | null): ColumnMapping {
  const { position, heading, patterns, decimals, distinct } = column;
  const mapping: ColumnMapping = { position, heading, use, otherValues: 'keep' };
  if (use.as === 'ignore') return mapping;
  const nothing = (distinct ?? []).map(({ value }) => value).filter((value) => NOTHING_WORDS.includes(value.toLowerCase()));
  if (nothing.length > 0) mapping.emptyValues = nothing;
  if (patterns.length === 1 && patterns[0]) mapping.pattern = patterns[0].pattern;
  if (decimals.length === 1 && decimals[0]) mapping.decimal = decimals[0];
  const zone = zoneOfHeading(heading);
  if (zone !== null && patterns.length > 0) mapping.timeZone = zone;
  const values = use.as === 'score' ? judgementWords(column) : field ? mapValues(field, column) : null;
  if (values) mapping.values = values;
  return mapping;
}

/** Only where the words differ from our own. */
function mapValues(field: TargetField, { distinct }: InspectedColumn): Record<string, string> | null {
  if (field.type !== 'choice' || distinct === null) return null;
  const pairs = distinct.flatMap(({ value }): [string, string][] => {
    const choice = choiceOf(field, value);
    return choice === null || choice === value.toLowerCase() ? [] : [[value, choice]];
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}

function columnQuestions(columns: readonly InspectedColumn[], profile: Profile): Question[] {
  return columns.flatMap((column): Question[] => {
    const use = profile.columns.find(({ position }) => position === column.position)?.use;
    if (!use || use.as === 'ignore') return [];
    const place = { column: column.position, heading: column.heading, blocks: true };
    const type = use.as === 'field' ? fieldOf(profile.target, use.field)?.type : use.as === 'trait' || use.as === 'property' ? use.type : null;
    const isDate = type === 'date' || type === 'instant';
    return [
      ...(isDate && column.patterns.length > 1 ? [{ ...place, code: 'date.pattern' as const, choices: column.patterns.map(({ pattern, examples }) => ({ value: pattern, examples })) }] : []),
      ...(column.decimals.length > 1 && !isDate ? [{ ...place, code: 'number.decimal' as const, choices: column.decimals.map((value) => ({ value, examples: [] })) }] : []),
      ...(use.as === 'score' && column.range !== null && scaleOf(column.range, use.role).open === 'direction' ? [{ ...place, code: 'score.scale' as const, choices: [{ value: '6-1', examples: [] }, { value: '1-6', examples: [] }] }] : []),
    ];
  });
}

function targetQuestions(columns: readonly InspectedColumn[], profile: Profile, target: Target): Question[] {
  const whole = (code: Question['code'], blocks: boolean, values: string[] = []): Question => ({ code, column: null, heading: '', blocks, choices: values.map((value) => ({ value, examples: [] })) });
  const uses = profile.columns.map(({ use }) => use);
  const fills = (key: string) => uses.some((use) => use.as === 'field' && use.field === key);
  const needsAt = target.fields.some(({ key, required }) => key === 'at' && required);
  const hasLocalTimes = columns.some(({ position, kind }) => kind === 'instant' && profile.columns[position]?.use.as === 'field');
  const zeros = columns.some(({ position, range }) => {
    const use = profile.columns[position]?.use;
    return use?.as === 'score' && range !== null && scaleOf(range, use.role).open === 'not_applicable';
  });
  const homeless = uses.some((use) => use.as === 'score' && use.touchpoint === null && !(use.role === 'overall' && uses.some((other) => other.as === 'score' && other.touchpoint !== null)));
  return [
    ...(needsAt && !fills('at') ? [whole('at.missing', true)] : []),
    ...(zeros ? [whole('score.not_applicable', false, ['0'])] : []),
    ...(homeless && !fills('touchpoint') ? [whole('touchpoint.missing', true)] : []),
    ...(hasLocalTimes ? [whole('time_zone', false, [profile.timeZone])] : []),
    ...(profile.format.headerRows === 2 ? [whole('headings.rows', false, ['1', '2'])] : []),
  ];
}
