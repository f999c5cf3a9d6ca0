import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { affectedSql } from '../known-issues/affected.actions.ts';
import type { DistributionRow } from './distributions.queries.ts';
import { listContacted, listEvents } from './events.analytics.ts';
import { eventFrameSql, filterFrameSql, listFrameSql } from './frame.queries.ts';
import type { Question } from './judge.queries.ts';

type Frame = Pick<Question, 'frame' | 'only' | 'missing' | 'isWhole'>;

const MOST_CONTACTED = 1_000_000;
/** The preview of a trigger looks at what would have been taken lately. */
export const PREVIEW_DAYS = 7;
const MOST_EVENTS = 5_000;

/** Everybody who is meant: of a selection, a list, or – for a preview – after the events of the last days. */
export async function frameOf(context: Context, row: DistributionRow): Promise<Frame> {
  const now = context.clock.now();
  switch (row.kind) {
    case 'list': return { frame: listFrameSql(row.id), only: null, missing: 'unknown', isWhole: true };
    case 'trigger': {
      const events = row.trigger === null ? [] : await listEvents(context.history, row.trigger, { since: new Date(now.getTime() - PREVIEW_DAYS * DAY_MS), limit: MOST_EVENTS });
      return { frame: eventFrameSql(events), only: null, missing: 'unknown', isWhole: false };
    }
    default: {
      const filter = row.filter ?? {};
      const contacted = filter.contact === undefined ? null : await listContacted(context.history, { touchpoints: filter.contact.touchpoints, since: new Date(now.getTime() - filter.contact.withinDays * DAY_MS), limit: MOST_CONTACTED });
      return { frame: filterFrameSql(filter, { contacted, affected: filter.rule === undefined ? null : affectedSql(filter.rule, now.toISOString().slice(0, 10)) }), only: null, missing: 'unknown', isWhole: true };
    }
  }
}
