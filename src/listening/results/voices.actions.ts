import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { Problem } from '../../kernel/problem.ts';
import { pseudonymOf, redactText } from '../../governance/roles/masking.logic.ts';
import { nameCustomers } from '../../people/customers/customers.actions.ts';
import { maySeePersonalData } from '../../people/customers/masked-customers.actions.ts';
import { withoutWordsOfRestricted } from '../../people/privacy/restrictions.actions.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { openResults } from './open-results.actions.ts';
import { countResponses } from './responses.analytics.ts';
import type { Voices, VoicesQuery } from './results.contract.ts';
import { countVoices, listNamelessRows, listVoiceRows, type VoicesQuestion } from './voices.analytics.ts';

/**
 * What people wrote. Of employees without time, place and order, and only of full blocks of the larger minimum.
 * @throws survey.not_found, survey.results_protected, request.cursor_invalid
 */
export async function listVoices(context: Context, actor: Actor, code: string, { question, search, limit, cursor, ...filter }: VoicesQuery): Promise<Voices> {
  const opened = await openResults(context, actor, { code, about: 'words' }, filter);
  const asked: VoicesQuestion = { slice: opened.slice, question: question ?? '', search: search ?? '', limit: limit + 1 };
  return opened.protection.kind === 'protected' ? listNameless(context, asked, opened.protection, cursor) : listNamed(context, actor, asked, cursor);
}

async function listNameless(context: Context, asked: VoicesQuestion, { commentMinimum, waiting }: { commentMinimum: number; waiting: number }, cursor: string | undefined): Promise<Voices> {
  const { n } = await countResponses(context.history, asked.slice);
  if (n < commentMinimum) return { items: [], total: null, withheld: { n: n === 0 ? Math.min(waiting, commentMinimum - 1) : n, minimum: commentMinimum }, nextCursor: null };
  const [after] = cursor === undefined ? [''] : decodeCursor(cursor, 1);
  // Words are searched as they are shown: what is hidden in them cannot be guessed at.
  const rows = await listNamelessRows(context.history, { ...asked, search: '' }, String(after));
  const page = rows.slice(0, asked.limit - 1);
  const last = page.at(-1);
  const texts = page.map(({ question, text }) => ({ question, text: redactText(text) })).filter(({ text }) => text.toLowerCase().includes(asked.search.toLowerCase()));
  return {
    items: texts.map((one) => ({ ...one, responseId: null, at: null, language: null, touchpoint: null, customer: null, mood: null })),
    total: asked.search === '' ? await countVoices(context.history, asked) : null,
    withheld: null,
    nextCursor: rows.length > page.length && last ? encodeCursor([last.place]) : null,
  };
}

async function listNamed(context: Context, actor: Actor, asked: VoicesQuestion, cursor: string | undefined): Promise<Voices> {
  const mayName = maySeePersonalData(actor);
  const [found, total] = await Promise.all([listVoiceRows(context.history, asked, cursor === undefined ? null : readCursor(cursor)), countVoices(context.history, asked)]);
  const page = found.slice(0, asked.limit - 1);
  const last = page.at(-1);
  const rows = await withoutWordsOfRestricted(context.db, page);
  const names = await nameCustomers(context, [...new Set(rows.map(({ customerId }) => customerId))]);
  const items = rows.map(({ responseId, question, text, at, language, touchpoint, customerId, mood }) => {
    const name = names.get(customerId);
    return {
      responseId, question, at, mood,
      text: mayName ? text : redactText(text, name === undefined ? [] : [name]),
      language: language || null,
      touchpoint: touchpoint || null,
      customer: name === undefined || !actor.can('read', 'customer') ? null : { id: customerId, name: mayName ? name : pseudonymOf(customerId) },
    };
  });
  // What the search found in words that are hidden now would confirm a guess: it was not found.
  const shown = mayName ? items : items.filter(({ text }) => text.toLowerCase().includes(asked.search.toLowerCase()));
  return { items: shown, total: total - (page.length - shown.length), withheld: null, nextCursor: found.length > page.length && last ? encodeCursor([last.mark, last.responseId, last.item]) : null };
}

function readCursor(cursor: string): { at: string; responseId: string; item: string } {
  const [at = '', responseId = '', item = ''] = decodeCursor(cursor, 3).map(String);
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(at) || !/^[0-9a-f-]{36}$/.test(responseId)) throw new Problem('request.cursor_invalid', 'This cursor is not valid. Start again without a cursor.');
  return { at, responseId, item };
}
