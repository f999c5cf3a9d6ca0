import { joinList, splitList } from '../../kernel/cell-lists.ts';
import { defuseFormula, restoreFormula } from '../../kernel/formula-cells.ts';
import { writeRule } from './matching.logic.ts';
import { type Rule, rulesSchema, type TouchpointValues } from './touchpoints.contract.ts';

/** Columns of the touchpoint file, in their order. `code` decides which touchpoint a line is about. */
export const csvColumns = [
  'code', 'name_de', 'name_en', 'description_de', 'description_en', 'stage', 'channel', 'kind', 'reach_kind', 'department',
  'involved_departments', 'moment_of_truth', 'tangible_items', 'rules',
] as const;
export type CsvColumn = (typeof csvColumns)[number];

/** Name of the field that a column fills, as the schema reports it. */
export const columnOfField: Record<string, CsvColumn> = {
  code: 'code', nameDe: 'name_de', nameEn: 'name_en', descriptionDe: 'description_de', descriptionEn: 'description_en', stage: 'stage', channel: 'channel', kind: 'kind',
  reachKind: 'reach_kind', department: 'department', involvedDepartments: 'involved_departments', momentOfTruth: 'moment_of_truth', tangibleItems: 'tangible_items', rules: 'rules',
};

export function cellsOf(touchpoint: TouchpointValues): string[] {
  const { code, nameDe, nameEn, descriptionDe, descriptionEn, stage, channel, kind, reachKind, department, involvedDepartments, momentOfTruth, tangibleItems, rules } = touchpoint;
  return [
    code, nameDe, nameEn, descriptionDe, descriptionEn, stage, channel, kind, reachKind, department ?? '',
    joinList(involvedDepartments), momentOfTruth ? 'yes' : 'no', joinList(tangibleItems), rules.length === 0 ? '' : `[${rules.map(writeRule).join(',')}]`,
  ].map(defuseFormula);
}

export interface CellFault {
  column: string;
  reason: string;
}

const yes = new Set(['yes', 'ja', 'true', 'wahr', '1', 'x']);
const no = new Set(['no', 'nein', 'false', 'falsch', '0', '']);

/**
 * The values of one line, not yet checked against the schema. A column that the file does not have is left out, so
 * that a file with three columns changes three things.
 */
export function valuesOfCells(cells: Partial<Record<CsvColumn, string>>): { values: Record<string, unknown>; faults: CellFault[] } {
  const faults: CellFault[] = [];
  const values: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(columnOfField)) {
    const cell = cells[column];
    if (cell !== undefined) values[field] = valueOf(column, restoreFormula(cell), (reason) => faults.push({ column, reason }));
  }
  return { values, faults };
}

function valueOf(column: CsvColumn, cell: string, refuse: (reason: string) => void): unknown {
  switch (column) {
    case 'code': case 'stage': case 'channel': case 'kind': return cell.trim().toLowerCase();
    case 'reach_kind': return cell.trim() === '' ? 'direct' : cell.trim().toLowerCase();
    case 'department': return cell.trim() === '' ? null : cell.trim();
    case 'involved_departments': case 'tangible_items': return splitList(cell);
    case 'moment_of_truth': {
      const word = cell.trim().toLowerCase();
      if (!yes.has(word) && !no.has(word)) refuse('say yes or no');
      return yes.has(word);
    }
    case 'rules': return readRules(cell, refuse);
    default: return cell;
  }
}

function readRules(cell: string, refuse: (reason: string) => void): Rule[] {
  if (cell.trim() === '') return [];
  try {
    const parsed = rulesSchema.safeParse(JSON.parse(cell));
    if (parsed.success) return parsed.data;
    refuse(parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  } catch {
    refuse('is not valid JSON');
  }
  return [];
}
