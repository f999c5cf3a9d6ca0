/* oxlint-disable max-params -- every deed in a case begins with context, transaction, who and which case */
import { Problem } from '../../kernel/problem.ts';
import { getCustomer } from '../../people/customers/customers.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { getMacro } from '../templates/macros.actions.ts';
import { renderTemplateById } from '../templates/templates.actions.ts';
import type { Macro, MacroStep, TemplateValues } from '../templates/templates.contract.ts';
import { showNumber } from './case-number.logic.ts';
import { changeCaseIn } from './change-case.actions.ts';
import type { BulkInput, CaseStatus } from './cases.contract.ts';
import { findActiveStaff, findCase, findCustomerOf } from './cases.queries.ts';
import { addNoteIn, replyToCaseIn } from './reply.actions.ts';
import { lockVisibleCase } from './save-case.actions.ts';

/** What macros do that later slices know how to: registered in src/app/slices.ts. */
export interface MacroParts {
  /** Makes a promise from one line, e.g. "call back by tomorrow 14:00", inside of the transaction. @throws where the line names no time */
  promise?(context: Context, tx: Db, actor: Actor, promised: { caseId: string; line: string }): Promise<unknown>;
}

/** Does all steps of a macro in one case, or none. @throws macro.not_found, and what its steps throw */
export async function runMacro(context: Context, actor: Actor, caseId: string, { macroId, sinceEntryId }: { macroId: string; sinceEntryId?: string | undefined }, parts: MacroParts): Promise<void> {
  const macro = await getMacro(context.db, macroId);
  await writeWithHistory(context, async (tx) => {
    await lockVisibleCase(tx, caseId, actor);
    for (const step of macro.steps) await doStep(context, tx, actor, { caseId, step, status: statusOf(macro), sinceEntryId }, parts);
  });
}

/** A status that the macro sets counts for its reply, too, whichever comes first. */
const statusOf = ({ steps }: Macro): CaseStatus | undefined => steps.flatMap((step) => (step.do === 'set_status' ? [step.status] : []))[0];

interface Doing {
  caseId: string;
  step: MacroStep;
  status: CaseStatus | undefined;
  sinceEntryId: string | undefined;
}

async function doStep(context: Context, tx: Db, actor: Actor, { caseId, step, status, sinceEntryId }: Doing, parts: MacroParts): Promise<unknown> {
  switch (step.do) {
    case 'set_status': return changeCaseIn(context, tx, actor, caseId, { status: step.status });
    case 'set_priority': return changeCaseIn(context, tx, actor, caseId, { priority: step.priority });
    case 'set_category': return changeCaseIn(context, tx, actor, caseId, { category: step.category });
    case 'set_department': return changeCaseIn(context, tx, actor, caseId, { department: step.department });
    case 'assign': return changeCaseIn(context, tx, actor, caseId, { assignee: step.to === 'nobody' ? null : step.to });
    case 'note': return addNoteIn(context, tx, actor, caseId, { text: step.text });
    case 'reply': {
      const { language, values } = await readValues(context, tx, actor, caseId);
      const { html, text } = await renderTemplateById({ db: tx }, { templateId: step.templateId, language, values });
      return replyToCaseIn(context, tx, actor, caseId, { html, text, status, sinceEntryId });
    }
    case 'promise':
      if (!parts.promise || !actor.can('create', 'promise')) throw new Problem('permission.denied', 'Your role does not allow you to make promises.');
      return parts.promise(context, tx, actor, { caseId, line: step.line });
  }
}

/** What a template may say of a case and its customer. */
async function readValues(context: Context, tx: Db, actor: Actor, caseId: string): Promise<{ language: string | null; values: TemplateValues }> {
  const row = await findCase(tx, caseId);
  const owner = row?.subject == null ? null : await findCustomerOf(tx, row.subject);
  const customer = owner ? await getCustomer(context, owner.customerId) : null;
  const word = (key: string): string | undefined => (typeof customer?.traits[key] === 'string' ? customer.traits[key] : undefined);
  const number = customer?.identifiers.find(({ kind }) => kind === 'customerNumber')?.value;
  const agent = actor.kind === 'user' ? await findActiveStaff(tx, actor.id) : null;
  return {
    language: row?.language ?? null,
    values: {
      customer: { name: word('name') ?? customer?.name, firstName: word('firstName'), lastName: word('lastName'), number },
      case: { number: row ? showNumber(row.number) : undefined, subject: row?.subjectLine }, agent: { name: agent?.name ?? actor.label },
    },
  };
}

export interface BulkResult {
  changed: number;
  refused: { id: string; code: string; reason: string }[];
}

/** The same for many cases, each by itself: what one refuses does not hold up the others. */
export async function changeMany(context: Context, actor: Actor, { ids, change, macro }: BulkInput, parts: MacroParts): Promise<BulkResult> {
  const result: BulkResult = { changed: 0, refused: [] };
  for (const id of new Set(ids)) {
    try {
      if (macro !== undefined) await runMacro(context, actor, id, { macroId: macro }, parts);
      else if (change !== undefined) await context.db.transaction().execute((tx) => changeCaseIn(context, tx, actor, id, change));
      result.changed += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      result.refused.push({ id, code: error.code, reason: error.message });
    }
  }
  return result;
}
