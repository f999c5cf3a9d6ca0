import type { CompleteRows } from '../../../kernel/stats/drivers/complete-rows.ts';
import type { DriverAnalysis, DriverNote, DriverRefusal } from '../../../kernel/stats/drivers/drivers.ts';
import type { DroppedDriver } from '../../../kernel/stats/drivers/regression.ts';
import { printCell } from './print.ts';

const list = (names: readonly string[]): string => names.join(', ');

/** Why there is no answer, for people; the code beside it is for machines. */
export function refusalText(refusal: DriverRefusal, outcome: string): string {
  switch (refusal.code) {
    case 'too_few': return `too few independent rows: ${refusal.n}, needed are ${refusal.needed}`;
    case 'outcome_constant': return `column ${outcome} has one value only`;
    case 'no_drivers': return refusal.all === 'constant' ? 'no driver varies' : 'all drivers follow from one of them';
    case 'r2_low': return `the drivers explain ${printCell(refusal.r2)} of the variance (R²), needed is ${refusal.needed}`;
    case 'chance': return `the drivers explain no more than chance would (R² ${printCell(refusal.r2)}, p ${printCell(refusal.p)})`;
    default: return refusal satisfies never;
  }
}

export function droppedText({ name, reason, from }: DroppedDriver): string {
  return reason === 'constant' ? `${name} was dropped: it has one value only` : `${name} was dropped: it follows from ${list(from)}`;
}

export function noteText(note: DriverNote): string {
  switch (note.code) {
    case 'few_rows': return `only ${printCell(note.perDriver, 1)} independent rows for each driver: the order is rough, and below 50 rows intervals are a little too narrow`;
    case 'high_vif': return `hard to tell apart (VIF from 10 on): ${list(note.names)}`;
    case 'sign_turns': return `with the others held constant, the effect turns its sign: ${list(note.names)}`;
    default: return note satisfies never;
  }
}

/** Which columns cost rows, those that cost most first. */
export function leftOutText({ n, leftOut, missing }: Pick<CompleteRows, 'n' | 'leftOut' | 'missing'>, columns: readonly string[]): string {
  const lacking = columns.flatMap((name, place) => ((missing[place] ?? 0) > 0 ? [{ name, count: missing[place] ?? 0 }] : [])).sort((a, b) => b.count - a.count);
  const parts = lacking.map(({ name, count }, place) => (place === 0 ? `${name} lacks ${count} values` : `${name} ${count}`));
  return `${leftOut} of ${n + leftOut} rows were left out${parts.length === 0 ? '' : `: ${list(parts)}`}`;
}

/** All that must be said beside the figures, one sentence a line. */
export function sayBeside(analysis: DriverAnalysis, outcome: string): string[] {
  const dropped = analysis.dropped.map(droppedText);
  if (analysis.kind === 'refused') return [...analysis.refusals.map((refusal) => `Refused: ${refusalText(refusal, outcome)}.`), ...dropped.map((text) => `${text}.`)];
  return [...dropped, ...analysis.notes.map(noteText)].map((text) => `${text}.`);
}
