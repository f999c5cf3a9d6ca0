import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, it } from 'vitest';
import { everything } from '../../../platform/storage/migrate.ts';
import { openStorage } from '../../../platform/storage/open-storage.ts';
import { checkDefinition } from '../drafts/check-definition.logic.ts';
import { type Definition, definitionSchema } from '../definition.contract.ts';
import { afterContact } from '../templates/after-contact.logic.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'momente-test-'));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

it('turns plain surveys of before into version 1, which asks the same in the same order', async () => {
  const all = everything();
  const before = await openStorage({ dataFolder, migrations: { records: all.records.filter((name) => name < '0080' || name.startsWith('0090')), history: all.history.filter((name) => name < '0080') } });
  await sql`
    insert into surveys (code, touchpoint, name_de, name_en, intro_de, dimensions, with_csat, created_at, updated_at)
    values ('repair', 'repair_status', 'Nach der Reparatur', 'After the repair', '', '{speed,information}', true, '2026-02-01', '2026-02-03'),
           ('shop', 'shop_advice', 'Laden', 'Shop', 'Nur eine Minute.', '{ease,reliability,friendliness,competence}', false, '2026-02-02', '2026-02-02')`.execute(before.db);
  await before.close();
  const after = await openStorage({ dataFolder });
  try {
    const { rows } = await sql<{ code: string; version: number; definition: Definition; draft: Definition; publishedAt: Date }>`
      select s.code, v.version, v.definition, s.draft, v.published_at from surveys s join survey_versions v on v.survey = s.code and v.version = s.published_version where s.draft_revision = s.published_revision order by s.code`.execute(after.db);
    const [repair, shop] = rows;
    expect(repair?.definition).toEqual(afterContact({ dimensions: ['speed', 'information'], withCsat: true, title: { de: 'Nach der Reparatur', en: 'After the repair' } }));
    expect(shop?.definition).toEqual({ ...afterContact({ dimensions: ['ease', 'reliability', 'friendliness', 'competence'], withCsat: false, title: { de: 'Laden', en: 'Shop' } }), intro: { de: 'Nur eine Minute.' } });
    expect(rows.map(({ version, definition, draft }) => [version, checkDefinition(definitionSchema.parse(definition)), draft])).toEqual([[1, [], repair?.definition], [1, [], shop?.definition]]);
    expect(repair?.publishedAt).toEqual(new Date('2026-02-01T00:00:00Z'));
  } finally {
    await after.close();
  }
});
