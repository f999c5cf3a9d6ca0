import { identifierId, type NormalIdentifier, rememberedNormaliser } from '../../people/identity/identity.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Profile, Refusal, SourceRow } from './imports.contract.ts';
import type { Interpreter } from './values/interpret-row.logic.ts';
import { sayRefusal } from './refusal-words.logic.ts';
import type { ReadyRow } from './writing/chunk.ts';

export interface Prepared {
  ready: ReadyRow[];
  refused: { row: number; refusals: Refusal[] }[];
}

/** From rows as they stand in the file to records with identifiers in their normal form; every row is in one of the two lists. */
export function prepareRows(context: Context, profile: Profile, interpret: Interpreter, rows: readonly SourceRow[]): Prepared {
  const normalise = rememberedNormaliser(context);
  const prepared: Prepared = { ready: [], refused: [] };
  for (const source of rows) {
    const interpreted = interpret(source);
    if (interpreted.kind === 'refused') {
      prepared.refused.push({ row: source.row, refusals: interpreted.refusals });
      continue;
    }
    const { record } = interpreted;
    const named = new Map<string, NormalIdentifier>();
    const refusals: Refusal[] = [];
    for (const { kind, value } of 'identifiers' in record ? record.identifiers : []) {
      const normal = normalise(kind, value);
      if (!normal.ok) {
        refusals.push(refusalOf(profile, source, { kind, value, why: normal.reason, whyDe: normal.reasonDe }));
        continue;
      }
      const identifier: NormalIdentifier = { kind, value: normal.value, raw: value.trim().slice(0, 500), ...(normal.id === undefined ? {} : { id: normal.id }) };
      named.set(identifierId(context, identifier), identifier);
    }
    if (refusals.length > 0) prepared.refused.push({ row: source.row, refusals });
    else prepared.ready.push({ row: source.row, record, named: [...named.values()] });
  }
  return prepared;
}

function refusalOf(profile: Profile, { row, cells }: SourceRow, { kind, value, why, whyDe }: { kind: string; value: string; why: string; whyDe: string }): Refusal {
  const mapping = profile.columns.find(({ use, position }) => ((use.as === 'identifier' && use.kind === kind) || (use.as === 'field' && use.field === kind)) && (cells[position] ?? '').trim() !== '');
  const details = { kind, value: value.slice(0, 80), why, whyDe };
  return { row, column: mapping?.position ?? null, heading: mapping?.heading ?? '', value: value.slice(0, 200), code: 'identifier.invalid', details, reason: sayRefusal('identifier.invalid', details, 'en') };
}

/** A row that the stores would not take, whatever the reason; the log of the server knows more. */
export function recordRefusal(row: number): { row: number; refusals: Refusal[] } {
  const details = { why: 'it could not be stored', whyDe: 'sie ließ sich nicht speichern' };
  return { row, refusals: [{ row, column: null, heading: '', value: '', code: 'record.invalid', details, reason: sayRefusal('record.invalid', details, 'en') }] };
}
