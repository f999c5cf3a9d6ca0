import { sql } from 'kysely';
import type { Db } from '../../platform/storage/records.ts';
import type { Site } from './placements.contract.ts';

export async function listSites(db: Db, after: { createdAt: string; id: string } | null, limit: number): Promise<(Site & { createdAt: Date })[]> {
  const { rows } = await sql<Site & { createdAt: Date }>`
    select s.id as source_id, s.name, s.write_key, coalesce(w.origins, '{}') as origins, s.created_at
    from sources s left join widget_sites w on w.source_id = s.id
    where s.revoked_at is null
      and (${after?.id ?? null}::uuid is null or (s.created_at, s.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by s.created_at desc, s.id desc
    limit ${limit}`.execute(db);
  return rows;
}

export async function findSite(db: Db, sourceId: string): Promise<Site | null> {
  const { rows } = await sql<Site>`
    select s.id as source_id, s.name, s.write_key, coalesce(w.origins, '{}') as origins
    from sources s left join widget_sites w on w.source_id = s.id
    where s.id = ${sourceId} and s.revoked_at is null`.execute(db);
  return rows[0] ?? null;
}

/** Only of a source that works. @returns false where there is none */
export async function saveSite(db: Db, sourceId: string, origins: readonly string[], at: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into widget_sites (source_id, origins, updated_at)
    select id, ${origins}::text[], ${at} from sources where id = ${sourceId} and revoked_at is null
    on conflict (source_id) do update set origins = excluded.origins, updated_at = excluded.updated_at
    returning source_id`.execute(db);
  return rows.length > 0;
}
