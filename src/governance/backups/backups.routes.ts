import { Readable } from 'node:stream';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../kernel/cursor.ts';
import { newId } from '../../kernel/ids.ts';
import { type BackupRequest, streamBackup } from '../../platform/backup/backup-stream.ts';
import { decodeFrames } from '../../platform/backup/frames.logic.ts';
import type { Context } from '../../platform/context.ts';
import type { Routes } from '../../platform/http/server.ts';
import { noteInAudit } from '../audit/audit.actions.ts';
import { backupRunListSchema, knownRangeSchema } from './backups.contract.ts';
import { finishBackupRun, insertBackupRun, listBackupRuns } from './backups.queries.ts';

const BODY_LIMIT_BYTES = 50_000_000;
const tags = ['backup'];

/** What a backup program asks for; the passphrase never comes here, since it encrypts on its side. */
export function registerBackupsRoutes(routes: Routes, context: Context, place: Omit<BackupRequest, 'known'>): void {
  routes.get('/api/backups', {
    config: { access: { can: 'read', on: 'backup' } },
    schema: { tags, summary: 'When backups were made, newest first', querystring: z.object({ limit: z.coerce.number().int().min(1).max(100).default(25), cursor: z.string().max(200).optional() }), response: { 200: backupRunListSchema } },
  }, async ({ query: { limit, cursor } }) => {
    const after = cursor === undefined ? null : new Date(String(decodeCursor(cursor, 1)[0]));
    const runs = await listBackupRuns(context.db, after, limit);
    const last = runs.at(-1);
    return {
      items: runs.map((run) => ({ ...run, startedAt: run.startedAt.toISOString(), finishedAt: run.finishedAt?.toISOString() ?? null })),
      nextCursor: last && runs.length === limit ? encodeCursor([last.startedAt.toISOString()]) : null,
    };
  });

  routes.post('/api/backups/stream', {
    config: { access: { can: 'create', on: 'backup' } },
    bodyLimit: BODY_LIMIT_BYTES,
    schema: { tags, summary: 'Everything, as a stream of frames, without what the caller has already; used by `momente backup`', body: z.object({ known: z.array(knownRangeSchema).max(200_000).default([]) }) },
  }, async (request, reply) => {
    const run = { id: newId(), actor: request.actor?.label ?? '', startedAt: context.clock.now() };
    await insertBackupRun(context.db, run);
    await noteInAudit(context, { action: 'backup.sent', subject: 'backup', subjectId: run.id });
    return reply.header('content-type', 'application/octet-stream').header('cache-control', 'no-store').send(Readable.from(counted(streamBackup(context, { ...place, known: request.body.known }), context, run.id), { highWaterMark: 1 }));
  });
}

/** Passes the frames on and writes down that the last one went out. */
async function* counted(frames: AsyncGenerator<Buffer>, context: Context, id: string): AsyncGenerator<Buffer> {
  let sentBytes = 0;
  let last: Buffer = Buffer.alloc(0);
  for await (const frame of frames) {
    sentBytes += frame.length;
    last = frame;
    yield frame;
  }
  for await (const { frame } of decodeFrames(Readable.from([last]))) {
    if (frame.type === 'end') await finishBackupRun(context.db, { id, finishedAt: context.clock.now(), rows: Object.values(frame.rows).reduce((sum, rows) => sum + rows, 0), sentBytes });
  }
}
