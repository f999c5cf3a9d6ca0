import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parquetReadObjects } from 'hyparquet';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorFrom } from '../../../governance/roles/actor.logic.ts';
import type { BuiltInRole } from '../../../governance/roles/roles.contract.ts';
import { untilDelivered } from '../../../platform/storage/journal.ts';
import { openTestContext, type TestContext } from '../../../platform/testing/test-storage.ts';
import { receiveResponses } from '../../responses/intake/receive-responses.actions.ts';
import { exportResponses } from './export-responses.actions.ts';
import { responseExportQuerySchema } from './export.contract.ts';
import { answered, everyKind, publishSurvey } from '../results.builders.ts';

// the package is offered to require only
const { SavBufferReader } = createRequire(import.meta.url)('sav-reader') as { SavBufferReader: new (file: Buffer) => SavFile };

interface SavFile {
  open(): Promise<void>;
  readAllRows(): Promise<Record<string, unknown>[]>;
  meta: { header: { n_cases: number }; sysvars: { name: string; label: string }[]; getValueLabels(name: string): { val: number; label: string }[] };
}

const as = (role: BuiltInRole) => actorFrom({ kind: 'user', id: role, label: `${role}@example.com`, role, departments: [], byCookie: false });
const longText = `${'Grüße aus Köln – '.repeat(40)}Ende`;
const folder = mkdtempSync(join(tmpdir(), 'momente-sav-'));
let context: TestContext;

beforeAll(async () => {
  context = await openTestContext({ clock: { now: () => new Date('2026-04-10T09:15:00Z') } });
  await publishSurvey(context, 'all', everyKind);
  await receiveResponses(context, [
    answered('all', 1, {
      nps: 3, csat: 5, ces: 7, stars: 4, reason: { id: 'other', text: '=1+1' }, channels: ['phone'], staff: { kind: 'na', able: 5 }, pairs: { speed: { first: 7, second: 5 } }, kano: { pickup: { first: 1, second: 5 } },
      order: ['time', 'price'], trust: 50, visits: 0, since: '2020-01-05', comment: longText, contact: { email: 'anna@beispiel.de' }, agreed: true, detractor: 'Frau Ott; "zu lange"\nund laut',
    }, { hidden: { campaign: 'kunde-4711' } }),
    answered('all', 2, { nps: 10, channels: ['shop'], agreed: false, comment: 'x1 '.repeat(300).trim() }),
  ]);
  await untilDelivered(context);
}, 60_000);
afterAll(async () => {
  await context?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function take(query: object, role: BuiltInRole = 'administrator'): Promise<Buffer> {
  const { content } = await exportResponses(context, as(role), 'all', responseExportQuerySchema.parse(query));
  return buffer(content);
}
const lines = async (query: object, role?: BuiltInRole) => (await take(query, role)).toString('utf8').replace('\ufeff', '').split('\r\n');

describe('responses as files', () => {
  it('come as CSV in German with wording, and in English with codes', async () => {
    const german = await lines({ format: 'csv_de', timeZone: 'Europe/Berlin' });
    expect(german[0]).toContain('Antwort;Version;Begonnen (Europe/Berlin);Beendet (Europe/Berlin);Dauer in Sekunden;Sprache;Weg;Kontaktpunkt;Schlussseite;Kunde;Verstecktes Feld: campaign;Würden Sie uns weiterempfehlen?');
    expect(german[1]).toContain(';02.03.2026 11:01:00;60;en;link;;thanks;;kunde-4711;3;5;7;4;Anderes, nämlich;\'=1+1;nein;ja;;5;7;5;1;5;2;1;50;0;05.01.2020;');
    const english = await lines({ format: 'csv', values: 'codes' });
    expect(english[0]).toContain('nps,csat,ces,stars,reason,reason_other_text,channels_shop,channels_phone,staff_kind,staff_able,pairs_speed_expectation,pairs_speed_experience,kano_pickup_functional');
    expect(english[1]).toContain(',3,5,7,4,other,');
    // cannot say −97, not asked −98, not answered −99
    expect(english[1]).toContain(',0,1,-97,5,7,5,1,5,2,1,50,0,2020-01-05,');
    expect(english.at(-2)).toContain(',10,-99,-99,-99,,,1,0,-99,-99,');
  });

  it('come with one row per answer', async () => {
    const rows = await lines({ format: 'csv', shape: 'answers' });
    expect(rows[0]).toContain('Question,Wording,Item,Role,Dimension,Option,Wording of the option,Value (standard scale),Value as asked,Scale from,Scale to,Text');
    expect(rows.find((row) => row.includes('pairs.speed.experience'))).toContain('pairs,Expected and experienced,pairs.speed.experience,experience,speed,speed,It was quick,6.666666666666666,5,1,7,');
  });

  it('come as Parquet with typed columns', async () => {
    const bytes = await take({ format: 'parquet', values: 'labels' });
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });
    expect(rows[0]).toMatchObject({ nps: 3, reason: 'Other, namely', channels_shop: false, since: new Date('2020-01-05'), finished_at: new Date('2026-03-02T10:01:00Z'), comment: longText });
  });

  it('come as a workbook', async () => {
    expect((await take({ format: 'xlsx' })).subarray(0, 2).toString()).toBe('PK');
  });

  it('leave without contact data, names and rare hidden values for readers without personal data', async () => {
    const rows = await lines({ format: 'csv' }, 'analyst');
    const text = rows.join('\n');
    expect(rows[0]).not.toContain('email');
    for (const personal of ['anna@', 'kunde-4711', 'Ott']) expect(text).not.toContain(personal);
    await expect(take({ hidden: 'campaign:kunde-4711' }, 'analyst')).rejects.toMatchObject({ code: 'permission.denied' });
  });

  it('are in the audit log before the first byte and after the last', async () => {
    await take({ format: 'csv', language: 'de' });
    const { rows } = await sql<{ action: string; content: { after: { rows?: number } } }>`select action, content from audit_inbox where action like 'export.%' and content->'after'->>'language' = 'de' order by action desc`.execute(context.db);
    expect(rows).toMatchObject([{ action: 'export.finished', content: { after: { rows: 1, survey: 'all' } } }, { action: 'export.created' }]);
  });

  it('end when the reader goes away', async () => {
    for (let n = 0; n < 5; n += 1) {
      const { content } = await exportResponses(context, as('administrator'), 'all', responseExportQuerySchema.parse({}));
      await new Promise((done) => content.destroy().once('close', done));
    }
    expect((await take({ format: 'csv' })).length).toBeGreaterThan(1_000);
  });

  it('rebuild answers that only history knows', async () => {
    const before = await lines({ format: 'csv', values: 'codes' });
    await sql`update responses set answers = null where survey = 'all'`.execute(context.db);
    const after = await lines({ format: 'csv', values: 'codes' });
    // contact data and files are not in history
    expect(after.map((line) => line.replace(/anna@beispiel\.de/, ''))).toEqual(before.map((line) => line.replace(/anna@beispiel\.de/, '')));
  });
});

describe('SPSS reads them', () => {
  const day = (year: number, month: number, date: number) => (Date.UTC(year, month, date) - Date.UTC(1582, 9, 14)) / 1000;
  let file: Buffer;
  beforeAll(async () => {
    file = await take({ format: 'sav', wording: 'de', timeZone: 'Europe/Berlin' });
    writeFileSync(join(folder, 'all.sav'), file);
  });

  it('with values, labels, missing codes and very long texts', async () => {
    const reader = new SavBufferReader(file);
    await reader.open();
    const rows = await reader.readAllRows();
    expect(reader.meta.header.n_cases).toBe(2);
    expect(rows[0]).toMatchObject({ version: 1, nps: 3, reason: 3, reason_other_text: '=1+1', channels_shop: 0, channels_phone: 1, staff_kind: -97, pairs_speed_experience: 5, order_time: 1, visits: 0, hidden_campaign: 'kunde-4711', since: day(2020, 0, 5), detractor: 'Frau Ott; "zu lange" und laut' });
    // this reader cannot put together letters of several bytes that lie across its pieces of eight; PSPP can, see below
    expect(rows[1]).toMatchObject({ nps: 10, csat: -99, staff_kind: -99, agreed: 0, comment: 'x1 '.repeat(300).trim() });
    const variable = (name: string) => reader.meta.sysvars.find((one) => one.name === name);
    expect(variable('nps')?.label).toBe('Würden Sie uns weiterempfehlen?');
    expect(reader.meta.getValueLabels('reason')).toEqual([{ val: 1, label: 'Reparatur' }, { val: 2, label: 'Beratung' }, { val: 3, label: 'Anderes, nämlich' }, { val: -98, label: 'nicht gefragt' }, { val: -99, label: 'nicht beantwortet' }]);
    expect(reader.meta.getValueLabels('staff_kind')).toContainEqual({ val: -97, label: 'kann ich nicht sagen' });
  });

  it.skipIf(!hasPspp())('PSPP sees the same (skipped where it is not installed; Debian: apt-get install pspp)', () => {
    writeFileSync(join(folder, 'read.sps'), `GET FILE='${join(folder, 'all.sav')}'.\nSAVE TRANSLATE /OUTFILE='${join(folder, 'pspp.csv')}' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /TEXTOPTIONS DELIMITER='|'.\nSAVE TRANSLATE /OUTFILE='${join(folder, 'labels.csv')}' /TYPE=CSV /CELLS=LABELS /TEXTOPTIONS DELIMITER='|' /KEEP=nps reason staff_kind since.\nDISPLAY DICTIONARY /VARIABLES=staff_kind comment since nps.`);
    const dictionary = execFileSync('pspp', [join(folder, 'read.sps')], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    expect(dictionary).not.toMatch(/warning|error/i);
    expect(dictionary).toMatch(/staff_kind[^\n]*\|Ordinal/);
    expect(dictionary).toMatch(/-97[^\n]*kann ich nicht sagen/);
    const labels = execFileSync('cat', [join(folder, 'labels.csv')], { encoding: 'utf8' });
    expect(labels).toContain('|Anderes, nämlich|kann ich nicht sagen|');
    const values = execFileSync('cat', [join(folder, 'pspp.csv')], { encoding: 'utf8' });
    expect(values).toContain(longText);
    expect(values).toContain('01/05/2020');
  });
});

function hasPspp(): boolean {
  try {
    execFileSync('pspp', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
