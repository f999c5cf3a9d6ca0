import { Readable } from 'node:stream';
import { newId } from '../kernel/ids.ts';
import { createLinksIn } from '../listening/responses/links/links.actions.ts';
import { saveResponse } from '../listening/responses/intake/public-survey.actions.ts';
import { takeFile } from '../listening/responses/files/response-files.actions.ts';
import type { Definition } from '../listening/surveys/definition.contract.ts';
import { createSurvey } from '../listening/surveys/manage-surveys.actions.ts';
import type { Context } from '../platform/context.ts';

const definition: Definition = {
  languages: ['de'], title: { de: 'Rückruf' }, hidden: [{ id: 'ticket' }], endings: [{ id: 'end', title: { de: 'Danke' } }], look: { showsProgress: true, allowsBack: true, isOneByOne: false },
  pages: [{ id: 'main', questions: [
    { kind: 'contact', id: 'contact', title: { de: 'Wie erreichen wir Sie?' }, fields: [{ field: 'lastName' }] },
    { kind: 'text', id: 'words', lines: 'many', title: { de: 'Was ist geschehen?' } },
    { kind: 'file', id: 'bill', title: { de: 'Rechnung' }, types: ['text'], maxFiles: 1, maxBytes: 10_000 },
  ] }],
};

/** One response by a personal link with a word in every place: finished, and another one begun. @returns kind of data → word */
export async function plantResponses(context: Context, { identifier, word }: { identifier: { kind: string; value: string }; word: () => string }): Promise<Record<string, string>> {
  const tokens = { answeredName: word(), answeredWords: word(), answeredFile: word(), answeredHidden: word(), begunWords: word() };
  await createSurvey(context, { code: 'callback', touchpoint: 'repair_status', nameDe: 'Rückruf', nameEn: 'Call back', definition, publish: true });
  const links = await context.db.transaction().execute((tx) => createLinksIn(context, tx, Array.from({ length: 2 }, () => ({ survey: 'callback', identifier, hidden: { ticket: tokens.answeredHidden } })), 'somebody@example.com'));
  const id = newId();
  const body = { version: 1, language: 'de', hidden: {}, source: 'link' as const, startedAt: new Date().toISOString(), seq: 1 };
  const { fileId } = await takeFile(context, { code: 'callback', id, question: 'bill', name: 'rechnung.txt', body: Readable.from([tokens.answeredFile]) });
  await saveResponse(context, 'callback', id, { ...body, token: links[0]?.token, answers: { contact: { lastName: tokens.answeredName }, words: tokens.answeredWords, bill: [fileId] }, isFinal: true });
  await saveResponse(context, 'callback', newId(), { ...body, token: links[1]?.token, answers: { words: tokens.begunWords }, isFinal: false });
  return tokens;
}
