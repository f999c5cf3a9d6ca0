import { cpus } from 'node:os';
import { soakAlarms } from './alarms.ts';
import { soakCoverage } from './coverage.ts';

/**
 * `npm run soak -- outreach [rounds]`: the exactly-once tests again and again on the same stores. Ends with code 1 at the first
 * thing that must never be. `npm run soak -- coverage [effort]`: whether intervals keep their word; `npm run soak -- alarms [effort]`: whether control charts do.
 */
const [name, times = name === 'outreach' ? '100' : '1'] = process.argv.slice(2);
if ((name !== 'outreach' && name !== 'coverage' && name !== 'alarms') || !(Number(times) > 0)) {
  process.stderr.write('Say which: npm run soak -- outreach [rounds]\n           npm run soak -- coverage [effort, 1 = full]\n           npm run soak -- alarms [effort, 1 = full]\n');
  process.exit(2);
}
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}\n`);
if (name === 'coverage') process.exit(soakCoverage(Number(times)) ? 0 : 1);
if (name === 'alarms') process.exit(soakAlarms(Number(times)) ? 0 : 1);

const { openStage, runStop, runStorm } = await import('../src/app/exactly-once.builders.ts');
const stage = await openStage();
const startedAtMs = performance.now();
const sum = { told: 0, unclear: 0, leftOut: 0 };
let rounds = 0;
let wrong: string[] = [];
try {
  for (; rounds < Number(times) && wrong.length === 0; rounds += 1) {
    for (const result of [await runStorm(stage, rounds), await runStop(stage, rounds)]) {
      sum.told += result.told;
      sum.unclear += result.unclear;
      sum.leftOut += result.leftOut;
      wrong = [...wrong, ...result.wrong];
    }
    process.stdout.write(`round ${rounds + 1}: ${sum.told} told, ${sum.unclear} unclear, ${sum.leftOut} left out with a reason, ${wrong.length} wrong, ${Math.round((performance.now() - startedAtMs) / 1000)} s\n`);
  }
} finally {
  await stage.close();
}
for (const line of wrong) process.stderr.write(`${line}\n`);
process.exit(wrong.length === 0 ? 0 : 1);
