import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { KeptAttachment } from '../cases/case-actors.contract.ts';
import type { InquiryFile } from './inquiries.contract.ts';
import { deleteUnusedFiles, findInquiryFile, insertInquiryFile, sumInquiryFiles } from './inquiry-files.queries.ts';

export const MAX_FILE_BYTES = 10_000_000;
const MAX_FILES = 50;
const MAX_BYTES = 100_000_000;
/** What partners send: documents, pictures, logs. Nothing that a double click would run. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.heic': 'image/heic', '.txt': 'text/plain', '.log': 'text/plain', '.csv': 'text/csv',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', '.odt': 'application/vnd.oasis.opendocument.text', '.ods': 'application/vnd.oasis.opendocument.spreadsheet', '.zip': 'application/zip',
};

/** A name that is only a name: no folders, no control characters, at most 150 long with its ending. */
export function cleanFileName(name: string): string {
  const bare = (name.split(/[\\/]/).at(-1) ?? '').replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim().toWellFormed();
  const ending = extname(bare).slice(0, 12);
  return `${bare.slice(0, bare.length - ending.length).slice(0, 138)}${ending}` || 'file';
}

/** @throws inquiry.file_refused, request.too_large */
export async function keepInquiryFile(context: Context, inquiryId: string, { name, content }: { name: string; content: Readable }, { entryId = null, db = context.db }: { entryId?: string | null; db?: Db } = {}): Promise<InquiryFile> {
  const clean = cleanFileName(name);
  const mediaType = mediaTypes[extname(clean).toLowerCase()];
  if (mediaType === undefined) throw new Problem('inquiry.file_refused', `Files of this kind are not taken: ${extname(clean) || clean}. Documents, pictures, text and ZIP are.`);
  const { n, bytes } = await sumInquiryFiles(db, inquiryId);
  if (n >= MAX_FILES || bytes >= MAX_BYTES) throw new Problem('inquiry.file_refused', 'There are too many files here already.');
  const saved = await context.files.save('inquiries', content, MAX_FILE_BYTES);
  const file = { id: saved.id, name: clean, mediaType, bytes: saved.bytes };
  try {
    await insertInquiryFile(db, { ...file, inquiryId, entryId, uploadedAt: context.clock.now() });
  } catch (error) {
    await context.files.remove('inquiries', saved.id);
    throw error;
  }
  return file;
}

/** Copies for the conversation of the case, which keeps its files by itself. */
export async function copyToCase(context: Context, files: readonly InquiryFile[]): Promise<KeptAttachment[]> {
  return Promise.all(files.map(async ({ id, name, mediaType }) => {
    const { id: fileId, bytes, sha256 } = await context.files.save('cases', context.files.read('inquiries', id), MAX_FILE_BYTES);
    return { fileId, name, mediaType, bytes, sha256 };
  }));
}

/** @throws inquiry.not_found */
export async function readInquiryFile(context: Context, inquiryId: string, fileId: string): Promise<{ file: InquiryFile; content: Readable }> {
  const file = await findInquiryFile(context.db, inquiryId, fileId);
  if (!file) throw new Problem('inquiry.not_found', 'There is no such file.');
  return { file, content: context.files.read('inquiries', file.id) };
}

/** Uploads that nobody sent within a day. */
export async function tidyFiles(context: Context, before: Date): Promise<void> {
  for (const id of await deleteUnusedFiles(context.db, before, 1_000)) await context.files.remove('inquiries', id);
}
