import type { ColumnMapping, Profile, Refusal, RefusalCode, ScoreUse, SourceRow } from '../imports.contract.ts';
import { type Draft, emptyDraft, makeRecord } from './make-record.logic.ts';
import { cellReader, cellText, readConstant } from './read-cell.logic.ts';
import type { ImportRecord } from '../records.contract.ts';
import { type RefusalDetails, sayRefusal } from '../refusal-words.logic.ts';
import { readScore } from './read-score.logic.ts';
import { fieldOf, identifierFields, type TargetField } from '../targets.logic.ts';

export type Interpretation = { kind: 'record'; record: ImportRecord } | { kind: 'refused'; refusals: Refusal[] };
export type Interpreter = (row: SourceRow) => Interpretation;

/** Takes one cell into the draft of a record, or says why not. */
type Filler = (draft: Draft, text: string, kind: string) => { code: RefusalCode; details: RefusalDetails } | null;

/**
 * Makes a checked profile (see checkProfile) into a function that reads rows. All faults of a row are told at once.
 * @param headings - of the file; a row with more filled cells than these is refused, since it must have slipped
 */
export function interpreterOf(profile: Profile, headings: readonly string[]): Interpreter {
  const columns = profile.columns.filter(({ use }) => use.as !== 'ignore').map((mapping) => ({ mapping, text: cellText(mapping), fill: fillerOf(mapping, profile) }));
  const time = timeBeside(profile);
  const constants = constantsOf(profile);
  const headingAt = (position: number | null) => (position === null ? '' : (headings[position] ?? ''));
  return (source) => {
    const { row, cells, kinds, faults } = source;
    const refusals: Refusal[] = [];
    const refuse = (position: number | null, value: string, { code, details }: { code: RefusalCode; details: RefusalDetails }): void => {
      const heading = position === null ? '' : (headingAt(position) || `${position + 1}`);
      refusals.push({ row, column: position, heading, value: value.slice(0, 200), code, details, reason: sayRefusal(code, details, 'en') });
    };
    if (headings.length > 0 && cells.length > headings.length && cells.slice(headings.length).some((cell) => cell.trim() !== '')) refuse(null, '', { code: 'row.too_many_cells', details: { cells: cells.length, headings: headings.length } });
    const draft = emptyDraft(constants);
    for (const { mapping, text, fill } of columns) {
      const { position } = mapping;
      const raw = cells[position] ?? '';
      const fault = faults?.find((one) => one.position === position);
      if (fault) {
        refuse(position, raw, fault);
        continue;
      }
      if (raw === '') continue;
      const kind = kinds?.charAt(position) ?? '';
      if (kind === 'e') {
        refuse(position, raw, { code: 'cell.spreadsheet_error', details: { value: raw.slice(0, 80) } });
        continue;
      }
      const cell = text(raw, kind);
      const timeText = time !== null && mapping === time.of && typeof cell === 'string' && cell !== '' ? (cells[time.position] ?? '').trim() : '';
      if (time !== null && timeText !== '' && typeof cell === 'string') {
        const clock = clockOf(timeText);
        const unread = clock === null ? { code: 'date.not_in_pattern' as const, details: { value: timeText.slice(0, 80), pattern: 'H:mm' } } : time.fill(draft, `${cell} ${clock}`, kind === 'd' ? kind : '');
        if (unread) refuse(clock === null ? time.position : position, clock === null ? timeText : raw, unread);
        continue;
      }
      const wrong = typeof cell === 'string' ? (cell === '' ? null : fill(draft, cell, cell === raw.trim() ? kind : '')) : cell;
      if (wrong) refuse(position, raw, wrong);
    }
    // a field that could not be read is not missing as well
    if (refusals.length > 0) return { kind: 'refused', refusals };
    const made = makeRecord(profile.target, draft);
    if (made.kind === 'record') return made;
    for (const { field, code, details } of made.faults) {
      const position = field === null ? null : (profile.columns.find(({ use }) => use.as === 'field' && use.field === field)?.position ?? null);
      refuse(position, position === null ? '' : (cells[position] ?? ''), { code, details });
    }
    return { kind: 'refused', refusals };
  };
}

/** The time of day in a column of its own is read together with its date, so that the zone is asked once for both. */
function timeBeside(profile: Profile): { of: ColumnMapping; position: number; fill: Filler } | null {
  const columnOf = (key: string) => profile.columns.find(({ use }) => use.as === 'field' && use.field === key);
  const date = columnOf('at');
  const time = columnOf('atTime');
  if (!date || !time) return null;
  const withTime = date.pattern === undefined ? date : { ...date, pattern: `${date.pattern} HH:mm:ss` };
  return { of: date, position: time.position, fill: fillerOf(withTime, profile) };
}

/** 9:05, 09:05:30 or 9:05 Uhr; null for anything else. */
function clockOf(text: string): string | null {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?(?:\s*Uhr)?$/i.exec(text);
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2]}:${match[3] ?? '00'}` : null;
}

function fillerOf(mapping: ColumnMapping, profile: Profile): Filler {
  const { use } = mapping;
  switch (use.as) {
    case 'ignore':
      return () => null;
    case 'identifier':
      return (draft, text) => {
        draft.identifiers.push({ kind: use.kind, value: text });
        return text.length > 500 ? { code: 'value.too_long', details: { limit: 500 } } : null;
      };
    case 'field': {
      const field = fieldOf(profile.target, use.field);
      if (!field) return () => null;
      return fieldFiller(field, mapping, profile);
    }
    case 'trait': case 'property': {
      const read = cellReader({ type: use.type, choices: [], maxLength: 5_000 }, mapping, profile);
      return (draft, text, kind) => {
        const reading = read(text, kind);
        if ('code' in reading) return reading;
        if (typeof reading.value !== 'object') draft[use.as === 'trait' ? 'traits' : 'properties'][use.key] = reading.value;
        return null;
      };
    }
    case 'score':
      return scoreFiller(use, mapping);
  }
}

function fieldFiller(field: TargetField, mapping: ColumnMapping, profile: Profile): Filler {
  const read = cellReader(field, mapping, profile);
  if (identifierFields.has(field.key)) {
    return (draft, text) => {
      draft.identifiers.push({ kind: field.key, value: text });
      return text.length > field.maxLength ? { code: 'value.too_long', details: { limit: field.maxLength } } : null;
    };
  }
  return (draft, text, kind) => {
    const reading = read(text, kind);
    if ('code' in reading) return reading;
    draft.fields[field.key] = reading.value;
    return null;
  };
}

function scoreFiller(use: ScoreUse, mapping: ColumnMapping): Filler {
  return (draft, text, kind) => {
    const reading = readScore(use, text, kind === 'n' ? '.' : (mapping.decimal ?? '.'));
    if (reading === null) return null;
    if (typeof reading !== 'number') return reading;
    draft.scores.push({ touchpoint: use.touchpoint, role: use.role, dimension: use.dimension, value: reading });
    return null;
  };
}

function constantsOf(profile: Profile): Pick<Draft, 'fields' | 'identifiers'> {
  const constants: Pick<Draft, 'fields' | 'identifiers'> = { fields: {}, identifiers: [] };
  for (const [key, text] of Object.entries(profile.constants)) {
    const field = fieldOf(profile.target, key);
    if (!field || text.trim() === '') continue;
    const reading = readConstant(field, text.trim(), profile);
    if ('code' in reading) continue;
    if (identifierFields.has(key)) constants.identifiers.push({ kind: key, value: text.trim() });
    else constants.fields[key] = reading.value;
  }
  return constants;
}
