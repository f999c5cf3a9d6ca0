import type { SourceRow } from '../../imports/imports.contract.ts';
import { restoreFormula } from '../../../kernel/formula-cells.ts';
import { wrong } from './faults.logic.ts';
import { makeVoice, type Reading } from './make-voice.logic.ts';

/** Makes rows of a table into voices; a place that is wrong is called as a spreadsheet shows it. */
export function tableReader(headings: readonly string[], reading: Reading): (row: SourceRow) => ReturnType<typeof makeVoice> {
  const positions = new Map([...headings.entries()].reverse().map(([position, heading]) => [heading, position]));
  return ({ row, cells, kinds, faults }) => {
    const broken = faults?.[0];
    if (broken) return { faults: [{ at: `row ${row}, column ${headings[broken.position] ?? broken.position + 1}`, ...wrong('cell', { why: broken.code }) }] };
    return makeVoice({
      valueOf: (heading) => {
        const position = positions.get(heading);
        const cell = position === undefined ? '' : (cells[position] ?? '');
        return position !== undefined && (kinds?.charAt(position) ?? '') === '' ? restoreFormula(cell) : cell;
      },
      placeOf: (heading) => `row ${row}, column ${heading}`,
    }, reading);
  };
}
