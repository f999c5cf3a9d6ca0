import type { Answers, Definition } from '../../surveys/definition.contract.ts';
import { evaluate, isTrue, parseExpression } from '../../surveys/flow/expression.logic.ts';
import { type Around, scopeOf, walk } from '../../surveys/flow/flow.logic.ts';

export interface QuotaCell {
  id: string;
  /** null: everybody. */
  condition: string | null;
}

/** Which cells a respondent belongs to, by the answers on the way. A condition that names what was not asked holds for nobody. */
export function matchCells<Cell extends QuotaCell>(cells: readonly Cell[], definition: Definition, answers: Answers, around: Around): Cell[] {
  if (cells.length === 0) return [];
  const scope = scopeOf(definition, answers, around, walk(definition, answers, around).asked);
  return cells.filter(({ condition }) => {
    if (condition === null) return true;
    const parsed = parseExpression(condition);
    return parsed.ok && isTrue(evaluate(parsed.tree, scope));
  });
}

/** Whether the answers so far settle a condition: all questions that it names are answered. */
export function isSettled({ condition }: QuotaCell, answers: Answers): boolean {
  if (condition === null) return true;
  const parsed = parseExpression(condition);
  return parsed.ok && parsed.names.every((name) => {
    const first = name.split('.')[0] ?? '';
    return first === 'hidden' || name === 'language' || name === 'source' || Object.hasOwn(answers, first);
  });
}

export interface CountedCell extends QuotaCell {
  target: number;
  accepted: number;
}

/**
 * Takes responses in the order in which they came: one counts in all of its cells, or – when one of them is full – in none.
 * @param wanted - by response, the cells it belongs to
 * @param cells - with their counts, locked; raised here
 * @returns responses that found a cell full
 */
export function fillCells(wanted: readonly { responseId: string; cellIds: readonly string[] }[], cells: ReadonlyMap<string, CountedCell>): Set<string> {
  const over = new Set<string>();
  for (const { responseId, cellIds } of wanted) {
    const own = cellIds.flatMap((id) => cells.get(id) ?? []);
    if (own.some(({ accepted, target }) => accepted >= target)) over.add(responseId);
    else for (const cell of own) cell.accepted += 1;
  }
  return over;
}
