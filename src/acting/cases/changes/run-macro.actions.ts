/* oxlint-disable max-params -- every deed in a case begins with context, transaction, who and which case */
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { writeWithHistory } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { getMacro } from '../../templates/macros.actions.ts';
import { readCustomerValues, renderTemplateById } from '../../templates/templates.actions.ts';
import type { Macro, MacroStep, TemplateValues } from '../../templates/templates.contract.ts';
import { showNumber } from '../case-number.logic.ts';
import { changeCaseIn } from './change-case.actions.ts';
import type { BulkInput, CaseStatus } from '../cases.contract.ts';
import { findActiveStaff, findCase, findCustomerOf } from '../cases.queries.ts';
import { findLastPromiseMade } from '../conversation/entries.queries.ts';
import { addNoteIn, replyToCaseIn } from '../conversation/reply.actions.ts';
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
    for (const [index, step] of macro.steps.entries()) {
      const hasPromised = macro.steps.slice(0, index).some((earlier) => earlier.do === 'promise');
      await doStep(context, tx, actor, { caseId, step, status: statusOf(macro), sinceEntryId, hasPromised }, parts);
    }
  });
}

/** A status that the macro sets counts for its reply, too, whichever comes first. */
const statusOf = ({ steps }: Macro): CaseStatus | undefined => steps.flatMap((step) => (step.do === 'set_status' ? [step.status] : []))[0];

interface Doing {
  caseId: string;
  step: MacroStep;
  status: CaseStatus | undefined;
  sinceEntryId: string | undefined;
  /** A step before this one made a promise, which a reply may name. */
  hasPromised: boolean;
}

async function doStep(context: Context, tx: Db, actor: Actor, { caseId, step, status, sinceEntryId, hasPromised }: Doing, parts: MacroParts): Promise<unknown> {
  switch (step.do) {
    case 'set_status': return changeCaseIn(context, tx, actor, caseId, { status: step.status });
    case 'set_priority': return changeCaseIn(context, tx, actor, caseId, { priority: step.priority });
    case 'set_category': return changeCaseIn(context, tx, actor, caseId, { category: step.category });
    case 'set_department': return changeCaseIn(context, tx, actor, caseId, { department: step.department });
    case 'assign': return changeCaseIn(context, tx, actor, caseId, { assignee: step.to === 'nobody' ? null : step.to });
    case 'note': return addNoteIn(context, tx, actor, caseId, { text: step.text });
    case 'reply': {
      const { language, values } = await readValues(context, tx, actor, { caseId, hasPromised });
      const { html, text } = await renderTemplateById({ db: tx }, { templateId: step.templateId, language, values });
      return replyToCaseIn(context, tx, actor, caseId, { html, text, status, sinceEntryId });
    }
    case 'promise':
      if (!parts.promise || !actor.can('create', 'promise')) throw new Problem('permission.denied', 'Your role does not allow you to make promises.');
      return parts.promise(context, tx, actor, { caseId, line: step.line });
  }
}

/** What a template may say of a case, its customer, and what the macro has promised. */
async function readValues(context: Context, tx: Db, actor: Actor, { caseId, hasPromised }: Pick<Doing, 'caseId' | 'hasPromised'>): Promise<{ language: string | null; values: TemplateValues }> {
  const row = await findCase(tx, caseId);
  const owner = row?.subject == null ? null : await findCustomerOf(tx, row.subject);
  const agent = actor.kind === 'user' ? await findActiveStaff(tx, actor.id) : null;
  const promise = hasPromised ? await findLastPromiseMade(tx, caseId) : null;
  const due = (at: string, timeZone: string) => new Intl.DateTimeFormat(row?.language === 'en' ? 'en-GB' : 'de-DE', { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at));
  return {
    language: row?.language ?? null,
    values: {
      ...(owner ? { customer: await readCustomerValues(context, owner.customerId) } : {}),
      case: { number: row ? showNumber(row.number) : undefined, subject: row?.subjectLine }, agent: { name: agent?.name ?? actor.label },
      ...(promise ? { promise: { text: promise.text, due: due(promise.dueAt, promise.timeZone) } } : {}),
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
