// `npm test`: everything that must hold, on a bare machine. `npm test -- unit` or `npm test -- types lint` for a part.
// Every step runs even when one before it failed: one run shows all that is wrong.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, ensureInstalled, ensurePage, main, pinnedNode, root, say, SetupError } from './bootstrap.mjs';

const script = (path) => [join(root, 'scripts', path)];
const tool = (path) => join(root, 'node_modules', path);
const reports = mkdtempSync(join(tmpdir(), 'momente-test-'));

/** In this order; `kind` names a part that holds several. */
const steps = [
  { name: 'lockfile', kind: 'static', args: script('check-lock.ts') },
  { name: 'licences', kind: 'static', args: script('check-licences.ts') },
  { name: 'audit', kind: 'static', args: script('check-audit.ts') },
  { name: 'types', kind: 'static', args: [tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'lint', kind: 'static', args: [tool('oxlint/bin/oxlint'), '--deny-warnings'] },
  { name: 'boundaries', kind: 'static', args: script('boundaries/check.ts') },
  { name: 'shape', kind: 'static', args: script('check-shape.ts') },
  { name: 'translations', kind: 'static', args: script('translations/check.ts') },
  { name: 'openapi', kind: 'drift', args: script('drift/check-openapi.ts') },
  { name: 'schema', kind: 'drift', args: script('drift/check-schema.ts') },
  { name: 'page', kind: 'build', run: buildPage },
  vitest('logic'),
  // With `unit-alone`.
  vitest('unit', 'unit*'),
  vitest('e2e'),
];

await main(async () => {
  checkNode();
  const wanted = process.argv.slice(2);
  const chosen = choose(wanted);
  await ensureInstalled();
  const results = [];
  for (const step of chosen) results.push(await runStep(step));
  rmSync(reports, { recursive: true, force: true });
  report(results);
});

function choose(wanted) {
  const parts = new Set(steps.flatMap(({ name, kind }) => [name, kind]));
  const unknown = wanted.find((part) => !parts.has(part));
  if (unknown) throw new SetupError(`There is no part named ${unknown}. There are: ${[...parts].join(', ')}.`);
  const asked = ({ name, kind }) => wanted.length === 0 || wanted.includes(name) || wanted.includes(kind);
  // The browser tests look at the built page.
  return steps.filter((step) => asked(step) || (step.name === 'page' && wanted.includes('e2e')));
}

async function runStep(step) {
  say(`\n── ${step.name}`);
  const startedAt = Date.now();
  const code = await (step.run ? step.run() : runNode(step.args)).catch((error) => {
    say(error.message);
    return 1;
  });
  return { name: step.name, seconds: (Date.now() - startedAt) / 1000, ...judge(step, code) };
}

/** A step counts once; a step of tests counts its tests, or one failure where its runner died or found none. */
function judge(step, code) {
  const tests = step.report ? countTests(step.report) : { passed: Number(code === 0), failed: Number(code !== 0), skipped: 0 };
  const ran = tests.passed + tests.failed > 0;
  const toldAll = code === 0 || tests.failed > 0;
  return ran && toldAll ? tests : { ...tests, failed: 1 };
}

function vitest(project, pattern = project) {
  const file = join(reports, `${project}.json`);
  const args = [tool('vitest/vitest.mjs'), 'run', '--project', pattern, '--reporter', 'default', '--reporter', 'json', '--outputFile', file];
  return { name: project, kind: 'tests', args, report: file };
}

function countTests(file) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  } catch {
    // The runner did not live to write its report.
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

async function buildPage() {
  await ensurePage();
  return 0;
}

function runNode(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(pinnedNode(), args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, UV_THREADPOOL_SIZE: '12' } });
    const stop = (signal) => child.kill(signal);
    process.on('SIGINT', stop).on('SIGTERM', stop);
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code ?? 1);
    });
  });
}

function report(results) {
  say('');
  for (const { name, passed, failed, skipped, seconds } of results) {
    const left = skipped > 0 ? `, ${skipped} skipped` : '';
    say(`${failed > 0 ? '✗' : '✓'} ${name.padEnd(13)} ${seconds.toFixed(1).padStart(6)} s   ${passed} passed, ${failed} failed${left}`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  process.exitCode = sum('failed') > 0 ? 1 : 0;
  // The last line, on stdout, for whoever reads only that.
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
}
