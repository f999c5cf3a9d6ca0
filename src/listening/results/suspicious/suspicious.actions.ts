import { HIDDEN, pseudonymOf, redactText } from '../../../governance/roles/masking.logic.ts';
import { encodeCursor, placeByInstant } from '../../../kernel/cursor.ts';
import { nameCustomers } from '../../../people/customers/customers.actions.ts';
import { maySeePersonalData } from '../../../people/customers/masked-customers.actions.ts';
import { withoutWordsOfRestricted } from '../../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { refuseEmployees } from '../../responses/employees.logic.ts';
import type { Answers, Definition } from '../../surveys/definition.contract.ts';
import { walk } from '../../surveys/flow/flow.logic.ts';
import { getSurveyRow } from '../../surveys/manage-surveys.actions.ts';
import { getVersion } from '../../surveys/versions/published.actions.ts';
import { codebookOf, type Said, sayOf, type Variable } from '../codebook.logic.ts';
import type { Suspicious, SuspiciousList, SuspiciousQuery } from './suspicious.contract.ts';
import { countSuspicious, listSuspicious, type SuspiciousRow } from './suspicious.queries.ts';

/**
 * Responses that a machine may have written, with what was said, so that somebody can decide about them.
 * @throws survey.not_found, survey.results_protected among employees, request.cursor_invalid
 */
export async function listSuspiciousOf(context: Context, actor: Actor, code: string, { decision, language, limit, cursor }: SuspiciousQuery): Promise<SuspiciousList> {
  refuseEmployees(await getSurveyRow(context, actor, code));
  const { db } = context;
  const place = placeByInstant(cursor);
  const [rows, counts] = await Promise.all([
    listSuspicious(db, { survey: code, decision: decision ?? null, after: place && { savedAt: place.at, id: place.id }, limit: limit + 1 }),
    countSuspicious(db, code),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const known = page.flatMap(({ id, customerId }) => (customerId === null ? [] : [{ id, customerId }]));
  const names = await nameCustomers(context, [...new Set(known.map(({ customerId }) => customerId))]);
  const open = new Set((await withoutWordsOfRestricted(db, known)).map(({ id }) => id));
  const mayName = maySeePersonalData(actor);
  const items = await Promise.all(page.map(async (row): Promise<Suspicious> => {
    const { customerId, answers, version } = row;
    const name = customerId === null ? null : (names.get(customerId) ?? null);
    const isSilent = answers === null || version === null || (customerId !== null && !open.has(row.id));
    const showsCustomer = customerId !== null && actor.can('read', 'customer');
    return {
      ...present(row),
      customerId: showsCustomer ? customerId : null,
      customerName: showsCustomer ? (mayName ? name : pseudonymOf(customerId)) : null,
      answers: isSilent ? [] : saidIn({ ...row, answers }, await getVersion(context, code, version), { language, mayName, name }),
    };
  }));
  return { items, counts: { open: counts.open, counted: counts.counted, left_out: counts.leftOut }, nextCursor: rows.length > limit && last ? encodeCursor([last.savedAt.toISOString(), last.id]) : null };
}

function present({ id, suspicion, at, startedAt, source, language, version, releasedAt, releasedBy, leftOutAt, leftOutBy, quotaFullAt, answers }: SuspiciousRow): Omit<Suspicious, 'customerId' | 'customerName' | 'answers'> {
  return {
    id, source, language, version,
    why: suspicion === 'honeypot' ? 'honeypot' : 'too_fast',
    at: at.toISOString(),
    seconds: startedAt === null ? null : Math.max(0, Math.round((at.getTime() - startedAt.getTime()) / 100) / 10),
    decision: releasedAt !== null ? 'counted' : leftOutAt !== null ? 'left_out' : 'open',
    decidedAt: (releasedAt ?? leftOutAt)?.toISOString() ?? null,
    decidedBy: releasedAt !== null ? releasedBy : leftOutBy,
    isOverQuota: quotaFullAt !== null,
    canDecide: answers !== null && quotaFullAt === null,
  };
}

/** @property name - of the customer who is said to have answered: masked in texts as well */
interface Reader {
  language: string;
  mayName: boolean;
  name: string | null;
}

function saidIn({ id, answers, language: answeredIn, hidden, source }: SuspiciousRow & { answers: Answers }, definition: Definition, { language, mayName, name }: Reader): Suspicious['answers'] {
  const masked = (text: string) => (mayName ? text : redactText(text, name === null ? [] : [name]));
  const { asked } = walk(definition, answers, { language: answeredIn, hidden, source, seed: id });
  return codebookOf([definition], language).flatMap((variable) => {
    const said = wordOf(variable, sayOf(variable, answers, asked));
    if (said === undefined) return [];
    return [{ question: variable.label, said: typeof said !== 'string' || variable.kind !== 'text' ? said : variable.isPersonal && !mayName ? HIDDEN : masked(said) }];
  });
}

/** Undefined: nothing was said, or only that one of several options does not hold. */
function wordOf({ kind, name, question, options, points }: Variable, said: Said): Suspicious['answers'][number]['said'] | undefined {
  if ('missing' in said) return said.missing === 'cannot_say' ? null : undefined;
  if ('option' in said) return options[said.option]?.label;
  if (kind === 'yes_no') return said.value === 1 ? true : name === question ? false : undefined;
  const point = points.find((one) => one.point === said.value)?.label;
  return point === undefined ? said.value : `${said.value} – ${point}`;
}
