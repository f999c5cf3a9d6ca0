import { gapCases } from './coverage/gap-cases.ts';
import { meanCases } from './coverage/mean-cases.ts';
import { modelCases } from './coverage/model-cases.ts';
import { oddsCases } from './coverage/odds-cases.ts';
import { repeatedCases } from './coverage/repeated-cases.ts';
import { scoreCases } from './coverage/score-cases.ts';
import { type Coverage, HIGHEST, LOWEST, simulate } from './coverage/simulate.ts';

/**
 * `npm run soak -- coverage [effort]`: how often the 95 % intervals of the product hold the truth, in samples of companies whose truth
 * is known. `effort` is a share of the full number of samples (default 1).
 * @returns whether every kind keeps its word in every situation
 */
export function soakCoverage(effort: number): boolean {
  const cases = [...scoreCases, ...repeatedCases, ...meanCases, ...gapCases, ...modelCases, ...oddsCases];
  const widths = { kind: Math.max(...cases.map(({ kind }) => kind.length)), situation: Math.max(...cases.map(({ situation }) => situation.length)) };
  const line = (cells: readonly [string, string, string, string, string, string, string]) => process.stdout.write(`${cells[0].padEnd(widths.kind)}  ${cells[1].padEnd(widths.situation)}  ${cells[2].padStart(4)}  ${cells[3].padStart(8)}  ${cells[4].padStart(10)}  ${cells[5].padStart(11)}  ${cells[6]}\n`);
  line(['interval', 'situation', 'n', 'coverage', 'intervals', 'below/above', '']);
  const wrong: Coverage[] = [];
  for (const one of cases) {
    const found = simulate(one, effort);
    const { kind, situation, n, share, intervals, missedBelow, missedAbove, error, isKept } = found;
    if (!isKept) wrong.push(found);
    line([kind, situation, String(n), share === null ? '–' : `${(100 * share).toFixed(1)} %`, String(intervals), `${(100 * missedBelow).toFixed(1)}/${(100 * missedAbove).toFixed(1)} %`, `± ${(100 * error).toFixed(1)}${one.isOfPlaces ? '  places: from below only' : ''}${isKept ? '' : '  ✗'}`]);
  }
  process.stdout.write(`\n${cases.length} situations, ${wrong.length} outside of ${100 * LOWEST}–${100 * HIGHEST} %\n`);
  return wrong.length === 0;
}
