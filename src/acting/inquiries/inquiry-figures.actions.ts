import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import type { InquiryFigures } from './inquiries.contract.ts';
import { type AskedRow, listAsked } from './inquiry-figures.queries.ts';
import { measureWaits } from './waiting.logic.ts';

/** Newest questions that are counted; more than a large company asks in two years. */
const MOST_ASKED = 100_000;

/** How long whom we ask keeps us, and so our customers, waiting; and which departments hand matters to which. */
export async function readInquiryFigures(context: Context, actor: Actor, days: number): Promise<InquiryFigures> {
  const to = context.clock.now();
  const from = new Date(to.getTime() - days * DAY_MS);
  const rows = await listAsked(context.db, { from, to, departments: actor.departments, limit: MOST_ASKED });
  const byPartner = Map.groupBy(rows.filter(({ partnerId }) => partnerId !== null), ({ partnerId }) => partnerId ?? '');
  const byPair = Map.groupBy(rows.filter(({ toDepartment }) => toDepartment !== null), ({ fromDepartment, toDepartment }) => JSON.stringify([fromDepartment, toDepartment]));
  return {
    from: from.toISOString(), to: to.toISOString(), all: measureWaits(rows, to),
    partners: [...byPartner.values()].map((group) => ({ id: group[0]?.partnerId ?? '', name: group[0]?.partnerName ?? '', kind: group[0]?.partnerKind ?? 'supplier', figure: measureWaits(group, to) })).toSorted((one, other) => other.figure.asked - one.figure.asked),
    pairs: [...byPair.values()].map((group) => ({ ...pairOf(group), handovers: group.length, figure: measureWaits(group, to) })).toSorted((one, other) => other.handovers - one.handovers),
  };
}

const pairOf = (group: readonly AskedRow[]) => ({ from: group[0]?.fromDepartment ?? null, to: group[0]?.toDepartment ?? '' });
