import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { countWeightings, deleteWeightingRow, findWeightingRow, listWeightingRows, MOST_WEIGHTINGS, saveWeightingRow, type WeightingRow } from './weightings.queries.ts';
import type { Weighting, WeightingInput } from './weightings.contract.ts';

const present = ({ setAt, ...row }: WeightingRow): Weighting => ({ ...row, setAt: setAt.toISOString() });

export async function listWeightings({ db }: Context): Promise<Weighting[]> {
  return (await listWeightingRows(db)).map(present);
}

/** @throws weighting.not_found */
export async function getWeighting({ db }: Context, id: string): Promise<Weighting> {
  const row = await findWeightingRow(db, id);
  if (!row) throw notFound();
  return present(row);
}

/** Writes or replaces a structure. @throws weighting.name_taken, weighting.too_many */
export async function saveWeighting({ db, clock }: Context, id: string, input: WeightingInput, by: string): Promise<Weighting> {
  if (!(await findWeightingRow(db, id)) && (await countWeightings(db)) >= MOST_WEIGHTINGS) throw new Problem('weighting.too_many', `There are ${MOST_WEIGHTINGS} weightings already. Remove one first.`);
  const row = await saveWeightingRow(db, id, input, { by, at: clock.now() });
  if (!row) throw new Problem('weighting.name_taken', `Another weighting is called "${input.name}".`);
  return present(row);
}

/** @throws weighting.not_found */
export async function removeWeighting({ db }: Context, id: string): Promise<void> {
  if (!(await deleteWeightingRow(db, id))) throw notFound();
}

const notFound = () => new Problem('weighting.not_found', 'There is no such weighting.');
