import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import { addCaseEvent, getCaseFacts } from '../cases/case-events.actions.ts';
import { systemDoer } from '../cases/case-actors.contract.ts';
import { replyToCaseIn } from '../cases/conversation/reply.actions.ts';
import { compileBody, valuesFor } from '../messages/compose.logic.ts';
import { readCustomerWords } from './customer-words.queries.ts';
import { readOutlets } from '../messages/outlets.actions.ts';
import { textFor } from './outreach.logic.ts';
import { getRow } from './outreach.actions.ts';
import { saveAnswered, takeOpenAnswer } from './outreach.queries.ts';

const doer = systemDoer('outreach');

/**
 * Who has an open case about it gets the answer there, in the own thread: one case per transaction, so that it is answered
 * once and noted, or neither. From then on the case waits for the customer.
 */
export async function answerOpenCases(context: Context, id: string, signal: AbortSignal): Promise<number> {
  const row = await getRow(context.db, id);
  if (row.pausedAt || row.stoppedAt) return 0;
  const company = (await readOutlets(context)).get('mail')?.company ?? '';
  let answered = 0;
  while (!signal.aborted) {
    const isOne = await writeWithHistory(context, async (tx) => {
      const open = await takeOpenAnswer(tx, id);
      if (!open) return false;
      const facts = await getCaseFacts(tx, open.caseId);
      const text = textFor(row.texts, facts.language, 'mail') ?? row.texts[0];
      if (!text) return false;
      const write = compileBody({ id, language: text.language, subjectLine: text.subjectLine, html: null, text: text.text, isTemplate: true });
      const words = write(valuesFor(await readCustomerWords(tx, open.subject), company, {}));
      try {
        const reply = await replyToCaseIn(context, tx, doer, open.caseId, { html: words.html ?? '', text: words.text, status: 'waiting_customer' });
        await addCaseEvent(context, tx, open.caseId, { what: 'outreach.answered', data: { outreachId: id, title: row.title }, actor: doer });
        await saveAnswered(tx, id, open.customerId, { messageId: reply.messageId, at: context.clock.now() });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        await saveAnswered(tx, id, open.customerId, { excluded: 'unanswerable' });
      }
      return true;
    });
    if (!isOne) break;
    answered += 1;
  }
  return answered;
}
