import { Readable } from 'node:stream';
import { z } from 'zod';
import { newId } from '../kernel/ids.ts';
import { type BackupRequest, streamBackup } from '../platform/backup/backup-stream.ts';
import { decodeFrames } from '../platform/backup/frames.logic.ts';
import type { Context } from '../platform/context.ts';
import type { Routes } from '../platform/http/server.ts';
import { finishBackupRun, insertBackupRun, listBackupRuns } from './backup.queries.ts';

const rangeSchema = z.object({ table: z.string().max(100), after: z.number().int(), upTo: z.number().int(), rows: z.number().int(), fingerprint: z.string().max(40) });
const runSchema = z.object({ id: z.uuid(), actor: z.string(), startedAt: z.iso.datetime(), finishedAt: z.iso.datetime().nullable(), rows: z.number().nullable(), sentBytes: z.number().nullable() });
const LISTED = 50;
const BODY_LIMIT_BYTES = 50_000_000;

/** What a backup program asks for; the passphrase never comes here, since it encrypts on its side. */
export function registerBackupRoutes(routes: Routes, context: Context, place: Omit<BackupRequest, 'known'>): void {
  const tags = ['backup'];
  const access = { can: 'create', on: 'backup' };
  routes.get('/api/backups', { config: { access: { can: 'read', on: 'backup' } }, schema: { tags, summary: 'When backups were made, newest first', response: { 200: z.object({ items: z.array(runSchema) }) } } }, async () => ({
    items: (await listBackupRuns(context.db, LISTED)).map((run) => ({ ...run, startedAt: run.startedAt.toISOString(), finishedAt: run.finishedAt?.toISOString() ?? null })),
  }));
  routes.post('/api/backups/stream', {
    config: { access },
    bodyLimit: BODY_LIMIT_BYTES,
    schema: { tags, summary: 'Everything, as a stream of frames, without what the caller has already; used by `momente backup`', body: z.object({ known: z.array(rangeSchema).max(200_000).default([]) }) },
  }, async (request, reply) => {
    const run = { id: newId(), actor: request.actor?.label ?? '', startedAt: context.clock.now() };
    await insertBackupRun(context.db, run);
    return reply.header('content-type', 'application/octet-stream').header('cache-control', 'no-store').send(Readable.from(counted(streamBackup(context, { ...place, known: request.body.known }), context, run.id)));
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
