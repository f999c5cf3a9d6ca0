import { sql } from 'kysely';
import { actorFrom } from '../src/governance/roles/actor.logic.ts';
import { compareGroups } from '../src/listening/results/comparison.actions.ts';
import { responseExportQuerySchema, type ResponseFormat, responseFormats } from '../src/listening/results/exports/export.contract.ts';
import { exportResponses } from '../src/listening/results/exports/export-responses.actions.ts';
import { readResults } from '../src/listening/results/results.actions.ts';
import { asking, publishSurvey } from '../src/listening/results/results.builders.ts';
import type { ResultFilter } from '../src/listening/results/results.contract.ts';
import { listVoices } from '../src/listening/results/voices.actions.ts';
import { RecentResults } from '../src/platform/recent-results.ts';
import { openTestContext, type TestContext } from '../src/platform/testing/test-storage.ts';

const FINISHED = 1_000_000;
const LEFT = 250_000;
const ROUNDS = 7;

/** How quickly the results of a survey with a million responses of five questions come, and its files. Every call is computed anew. */
export async function benchResults(): Promise<void> {
  const context = await openTestContext();
  try {
    await publishSurvey(context, 'big', { ...asking('nps', 'csat', 'reason', 'pairs', 'comment'), hidden: [{ id: 'campaign' }] });
    await fill(context);
    const actor = actorFrom({ kind: 'user', id: 'bench', label: 'bench', role: 'administrator', departments: [], byCookie: false });
    const look = (name: string, filter: ResultFilter) => time(name, () => {
      RecentResults.forgetEverything();
      return readResults(context, actor, 'big', filter);
    });
    await look('results, everything', {});
    await look('results, German answers', { language: 'de' });
    await look('results, last 90 days', { from: '2025-10-01' });
    await look('results, by hidden field', { hidden: ['campaign:x'] });
    await look('results, detractors only', { answer: ['nps:0..6'] });
    await time('comparison by target group', (round) => compareGroups(context, actor, 'big', { groupBy: 'group', to: `2291-01-0${round + 1}` }));
    await time('open answers, first page', () => listVoices(context, actor, 'big', { limit: 30 }));
    await time('open answers with a word', () => listVoices(context, actor, 'big', { limit: 30, search: 'dauert 7777' }));
    if (process.env['EXPORTS'] !== '0') for (const format of responseFormats) await take(format);

    async function take(format: ResponseFormat): Promise<void> {
      const startedAt = performance.now();
      const before = process.memoryUsage().rss;
      let [bytes, peak] = [0, 0];
      const { content } = await exportResponses(context, actor, 'big', responseExportQuerySchema.parse({ format }));
      for await (const chunk of content as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        peak = Math.max(peak, process.memoryUsage().rss);
      }
      const seconds = (performance.now() - startedAt) / 1000;
      process.stdout.write(`export ${format}: ${FINISHED} responses in ${seconds.toFixed(1)} s = ${Math.round(FINISHED / seconds)}/s, ${Math.round(bytes / 1e6)} MB; memory of the process ${Math.round(before / 2 ** 20)} MiB before, at most ${Math.round(peak / 2 ** 20)} MiB\n`);
    }
  } finally {
    await context.close();
  }
}

async function time(name: string, work: (round: number) => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await work(round);
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b).map((ms) => Math.round(ms));
  process.stdout.write(`${name}: median ${sorted[Math.floor(ROUNDS / 2)]} ms, slowest ${sorted.at(-1)} ms of ${ROUNDS}\n`);
}

/** As the intake writes them, made inside of the engines: a year of responses, a fifth of those who began left. */
async function fill({ history, db }: TestContext): Promise<void> {
  const at = `toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(number * 31)`;
  const id = `reinterpretAsUUID(sipHash128('r', number))`;
  const place = `'hotline', 'call_center', 'service', ['a', 'b', 'c'][1 + cityHash64(number) % 3]`;
  for (let from = 0; from < FINISHED; from += 100_000) {
    const some = `from numbers(${from}, 100000)`;
    await history.command(`insert into responses (survey, response_id, version, subject, started_at, finished_at, at, received_at, batch, seq, state, last_question, answered, asked, duration_ms, language, source, touchpoint, channel, department, target_group, hidden)
      select 'big', ${id}, 1, reinterpretAsUUID(sipHash128('c', number)), ${at}, ${at}, ${at}, ${at}, intDiv(number, 50), 4294967295, 'finished', 'comment', 5, 5, 60000 + number % 50000, if(number % 4 = 0, 'en', 'de'), ['link', 'mail', 'qr'][1 + number % 3], ${place}, map('campaign', ['x', 'y'][1 + number % 2]) ${some}`);
    const answers = (role: string, columns: { question: string; item?: string; option?: string; raw?: string; low?: number; high?: number; paired?: string; text?: string }) => history.command(`insert into answers (response_id, subject, at, received_at, batch, survey, version, touchpoint, channel, department, target_group, language, question, item, option, role, value, raw, scale_low, scale_high, paired, text)
      select ${id}, reinterpretAsUUID(sipHash128('c', number)), ${at}, ${at}, intDiv(number, 50), 'big', 1, ${place}, if(number % 4 = 0, 'en', 'de'), '${columns.question}', '${columns.item ?? columns.question}', ${columns.option ?? `''`}, '${role}', ${columns.raw ?? 'null'}, ${columns.raw ?? 'null'}, ${columns.low ?? 'null'}, ${columns.high ?? 'null'}, ${columns.paired ?? 'null'}, ${columns.text ?? `''`} ${some}`);
    const first = `toFloat64(4 + cityHash64(number, 1) % 4)`;
    await answers('nps', { question: 'nps', raw: 'toFloat64(cityHash64(number, 3) % 11)', low: 0, high: 10 });
    await answers('csat', { question: 'csat', raw: 'toFloat64(1 + cityHash64(number, 4) % 5)', low: 1, high: 5 });
    await answers('choice', { question: 'reason', option: `['repair', 'advice', 'other'][1 + number % 3]` });
    await answers('expectation', { question: 'pairs', item: 'pairs.speed.expectation', option: `'speed'`, raw: first, low: 1, high: 7 });
    await answers('experience', { question: 'pairs', item: 'pairs.speed.experience', option: `'speed'`, raw: 'toFloat64(2 + cityHash64(number, 2) % 6)', low: 1, high: 7, paired: `(${first} - 1) / 0.6` });
    await answers('comment', { question: 'comment', text: `if(number % 5 = 0, concat('Es hat lange gedauert ', toString(number)), '')` });
  }
  await sql`
    insert into responses (id, survey, touchpoint, at, received_at, saved_at, version, source, language, hidden, answers, last_question, started_at, finished_at, seq)
    select gen_random_uuid(), 'big', 'hotline', at, at, at, 1, 'link', 'de', jsonb_build_object('campaign', 'x'),
      jsonb_build_object('nps', n % 11, 'csat', 1 + n % 5, 'reason', 'repair', 'pairs', jsonb_build_object('speed', jsonb_build_object('first', 4 + n % 4, 'second', 2 + n % 6))) || case when n % 5 = 0 then jsonb_build_object('comment', 'Es hat lange gedauert ' || n) else '{}' end,
      case when n % 3 = 0 then 'nps' else 'csat' end, at - interval '1 minute', case when n <= ${FINISHED} then at end, 1
    from (select n, timestamptz '2025-01-01' + n * interval '31 seconds' as at from generate_series(1, ${FINISHED + LEFT}) n) as made`.execute(db);
  await sql`vacuum analyze responses`.execute(db);
}
