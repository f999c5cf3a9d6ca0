import type { Preview } from '../../imports.contract.ts';

type Refusal = Preview['rows'][number]['refusals'][number];

/** One reason for which rows of the preview are refused, with the first of them. */
export interface RefusedReason {
  rows: number;
  refusal: Refusal;
  /** The rows say different things here; the refusal is only an example. */
  isExample: boolean;
}

export interface RefusedPreview {
  rows: number;
  refused: number;
  /** The most frequent first. */
  reasons: RefusedReason[];
}

/** Unknown words are told one by one, because each is renamed by itself; other reasons by column. */
const keyOf = ({ column, code, value }: Refusal) => JSON.stringify([column, code, code === 'value.not_in_list' ? value : '']);

/** What the preview refuses, by reason; a row with two reasons counts for both. */
export function summariseRefused({ rows }: Pick<Preview, 'rows'>): RefusedPreview {
  const refused = rows.filter(({ record }) => record === null);
  const reasons = new Map<string, RefusedReason>();
  for (const { refusals } of refused) {
    for (const [key, refusal] of new Map(refusals.map((each) => [keyOf(each), each]))) {
      const known = reasons.get(key);
      reasons.set(key, known ? { ...known, rows: known.rows + 1, isExample: known.isExample || known.refusal.value !== refusal.value } : { rows: 1, refusal, isExample: false });
    }
  }
  return { rows: rows.length, refused: refused.length, reasons: [...reasons.values()].sort((a, b) => b.rows - a.rows) };
}
