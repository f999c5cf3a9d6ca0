import { Readable } from 'node:stream';
import { newId } from '../../../kernel/ids.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { isShown, refusalOf, tidyName } from './attachments.logic.ts';
import type { KeptAttachment } from '../case-actors.contract.ts';
import type { Attachment } from '../cases.contract.ts';
import { findAttachment, insertUpload } from './entries.queries.ts';
import { refuseInvisible } from '../list/list-cases.actions.ts';

export const MAX_ATTACHMENT_BYTES = 25_000_000;

/**
 * Puts a file into the area of cases, before the transaction that names it: a job removes files that nobody named.
 * @throws attachment.refused for programs, request.too_large
 */
export async function keepAttachment(context: Pick<Context, 'files'>, { name, mediaType, content, contentId = null }: { name: string; mediaType: string; content: Buffer | Readable; contentId?: string | null | undefined }): Promise<KeptAttachment> {
  const reason = refusalOf(name);
  if (reason !== null) throw new Problem('attachment.refused', `${tidyName(name)} is not taken: ${reason}`, { name: tidyName(name) });
  const { id, bytes, sha256 } = await context.files.save('cases', Buffer.isBuffer(content) ? Readable.from([content]) : content, MAX_ATTACHMENT_BYTES);
  return { fileId: id, name: tidyName(name), mediaType: /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType.toLowerCase() : 'application/octet-stream', bytes, sha256, contentId };
}

/** A file for the next reply or note. @throws case.not_found, attachment.refused, request.too_large */
export async function uploadAttachment(context: Context, actor: Actor, caseId: string, file: { name: string; mediaType: string; content: Readable }): Promise<Attachment> {
  await refuseInvisible(context, actor, caseId);
  const kept = await keepAttachment(context, file);
  const id = newId(context.clock.now().getTime());
  await insertUpload(context.db, { ...kept, id }, { caseId, by: actor.id, at: context.clock.now() });
  return { id, name: kept.name, mediaType: kept.mediaType, bytes: kept.bytes, contentId: null };
}

/** Only pictures are shown by the browser; everything else is saved. @throws case.not_found, attachment.not_found */
export async function openAttachment(context: Context, actor: Actor, caseId: string, id: string): Promise<Attachment & { content: Readable; isInline: boolean }> {
  await refuseInvisible(context, actor, caseId);
  const row = await findAttachment(context.db, caseId, id);
  if (!row || !context.files.has('cases', row.fileId)) throw new Problem('attachment.not_found', 'There is no such file in this case.', { id });
  const isInline = isShown(row.mediaType);
  return { id, name: row.name, mediaType: isInline ? row.mediaType : 'application/octet-stream', bytes: row.bytes, contentId: row.contentId, content: context.files.read('cases', row.fileId), isInline };
}
