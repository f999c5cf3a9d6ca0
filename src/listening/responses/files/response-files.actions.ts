import { once } from 'node:events';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { findQuestion } from '../../surveys/flow/flow.logic.ts';
import { getSurvey } from '../../surveys/manage-surveys.actions.ts';
import { getPublished } from '../../surveys/versions/published.actions.ts';
import { stateOf } from '../../surveys/survey-state.logic.ts';
import { refuseEmployees } from '../employees.logic.ts';
import { countFilesOf, deleteForgottenFiles, type FileRow, findKeptFile, insertFile, listKeptFiles, sumWaitingBytes } from './files.queries.ts';
import { listUnknownFiles } from '../responses-privacy.queries.ts';
import type { UploadedFile } from '../responses.contract.ts';
import { safeFileName, sniffFile, SNIFFED_BYTES } from './sniff-file.logic.ts';

const FILES_PER_RESPONSE = 20;
/** Uploads that no response has taken up yet, of all surveys: nobody fills the disk from outside. */
const MAX_WAITING_BYTES = 2_000_000_000;
/** So long a response may be begun and not finished before its files go. */
const FORGOTTEN_AFTER_MS = 2 * DAY_MS;
const FORGOTTEN_AT_ONCE = 500;
const LYING_AFTER_MS = HOUR_MS;

export interface SentFile {
  code: string;
  id: string;
  question: string;
  name: string | undefined;
  /** As announced; what comes is measured anyway. */
  announcedBytes?: number;
  body: Readable;
}

/**
 * Takes a file for a question. What it is, its bytes say; the response must name it to keep it.
 * @throws survey.not_found, survey.closed, survey.file_refused, request.too_large, engine.busy
 */
export async function takeFile(context: Context, { code, id, question: questionId, name, announcedBytes = 0, body }: SentFile): Promise<UploadedFile> {
  const { survey, definition } = await getPublished(context, code);
  if (stateOf(survey, context.clock.now()) !== 'open') throw new Problem('survey.closed', 'This survey is closed.');
  const question = findQuestion(definition, questionId);
  if (question?.kind !== 'file') throw new Problem('survey.file_refused', 'This survey asks for no file here.', {}, [{ at: 'question', reason: 'is no question for files' }]);
  // Said before the first byte is read: a connection that is cut off in the middle tells nobody why.
  if (announcedBytes > question.maxBytes) throw new Problem('request.too_large', `The file is larger than allowed (${Math.round(question.maxBytes / 1_000)} kB).`, { maxBytes: question.maxBytes });
  if ((await countFilesOf(context.db, id)) >= FILES_PER_RESPONSE) throw new Problem('survey.file_refused', `A response takes ${FILES_PER_RESPONSE} files at most.`);
  if ((await sumWaitingBytes(context.db)) > MAX_WAITING_BYTES) throw new Problem('engine.busy', 'Too many files are waiting. Please try again later.');
  const saved = await context.files.save('responses', body, question.maxBytes);
  try {
    const found = sniffFile(await readHead(context, saved.id));
    if (!found || !question.types.includes(found.type)) throw new Problem('survey.file_refused', 'Files of this type are not taken here.', { types: question.types }, [{ at: 'body', reason: `is none of ${question.types.join(', ')}` }]);
    const file: FileRow = { id: saved.id, responseId: id.toLowerCase(), survey: code, question: questionId, name: safeFileName(name, found.contentType), contentType: found.contentType, bytes: saved.bytes, sha256: saved.sha256, uploadedAt: context.clock.now() };
    await insertFile(context.db, file);
    return { fileId: file.id, name: file.name, bytes: file.bytes, contentType: file.contentType };
  } catch (error) {
    await context.files.remove('responses', saved.id);
    throw error;
  }
}

async function readHead(context: Context, id: string): Promise<Buffer> {
  const file = await open(context.files.pathOf('responses', id));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** @throws survey.not_found, survey.results_protected */
export async function listFiles(context: Context, actor: Actor, code: string, responseId: string): Promise<FileRow[]> {
  refuseEmployees(await getSurvey(context, actor, code));
  return listKeptFiles(context.db, code, responseId);
}

/** @throws survey.not_found, survey.results_protected, survey.file_not_found */
export async function openFile(context: Context, actor: Actor, { code, id, fileId }: { code: string; id: string; fileId: string }): Promise<{ file: FileRow; content: Readable }> {
  refuseEmployees(await getSurvey(context, actor, code));
  const file = await findKeptFile(context.db, code, id, fileId);
  if (!file || !context.files.has('responses', file.id)) throw new Problem('survey.file_not_found', 'There is no such file.');
  const content = context.files.read('responses', file.id);
  await once(content, 'open');
  return { file, content };
}

/** Files of responses that were begun and never finished. @returns how many went */
export async function removeForgottenFiles(context: Context): Promise<number> {
  const before = new Date(context.clock.now().getTime() - FORGOTTEN_AFTER_MS);
  let removed = 0;
  for (let ids = await deleteForgottenFiles(context.db, before, FORGOTTEN_AT_ONCE); ids.length > 0; ids = await deleteForgottenFiles(context.db, before, FORGOTTEN_AT_ONCE)) {
    for (const id of ids) await context.files.remove('responses', id);
    removed += ids.length;
  }
  return removed + (await removeLyingFiles(context));
}

/** Files that no row knows, because a crash came between: those of an upload under way are younger. @returns how many went */
export async function removeLyingFiles(context: Context): Promise<number> {
  const oldest = context.clock.now().getTime() - LYING_AFTER_MS;
  const unknown = await listUnknownFiles(context.db, await context.files.list('responses'));
  let removed = 0;
  for (const id of unknown) {
    const lying = await stat(context.files.pathOf('responses', id)).catch(() => null);
    if (!lying || lying.mtimeMs > oldest) continue;
    await context.files.remove('responses', id);
    removed += 1;
  }
  return removed;
}
