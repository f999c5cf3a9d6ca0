import { sql } from 'kysely';
import type { Db } from '../../../platform/storage/records.ts';

export interface ImageRow {
  id: string;
  /** null: of the brand. */
  survey: string | null;
  contentType: string;
  bytes: number;
}

export async function insertImage(db: Db, image: ImageRow & { createdAt: Date; createdBy: string }): Promise<void> {
  await sql`
    insert into survey_images (id, survey, content_type, bytes, created_at, created_by)
    values (${image.id}, ${image.survey}, ${image.contentType}, ${image.bytes}, ${image.createdAt}, ${image.createdBy})`.execute(db);
}

export async function findImage(db: Db, id: string): Promise<ImageRow | null> {
  const { rows } = await sql<ImageRow>`select id, survey, content_type, bytes from survey_images where id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function countImages(db: Db, survey: string | null): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from survey_images where survey is not distinct from ${survey}`.execute(db);
  return rows[0]?.n ?? 0;
}

export async function listImagesOf(db: Db, survey: string): Promise<ImageRow[]> {
  const { rows } = await sql<ImageRow>`select id, survey, content_type, bytes from survey_images where survey = ${survey} order by id limit 1000`.execute(db);
  return rows;
}

/** Puts the copies of pictures into the place of the originals. Ids are random, so they stand nowhere else. */
export async function replaceImages(tx: Db, survey: string, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const [before, after] of ids) {
    await sql`update surveys set draft = replace(draft::text, ${before}, ${after})::jsonb, theme = replace(theme::text, ${before}, ${after})::jsonb where code = ${survey}`.execute(tx);
  }
}
