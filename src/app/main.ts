import { createInterface } from 'node:readline/promises';
import { ensureFirstAdministratorLink } from '../governance/users/passwords/setup.actions.ts';
import type { DemoState } from './demo.ts';
import { readEnv } from './env.ts';
import { type Momente, startMomente } from './start.ts';

const STOP_TIMEOUT_MS = 20_000;
const BAR_WIDTH = 30;
let lastTenth = -1;
const say = (text: string) => process.stdout.write(`${text}\n`);

let momente: Momente | undefined;
try {
  const env = readEnv(process.env);
  momente = await startMomente(env);
  stopOnSignals(momente);
  await greet(momente, env.publicUrl, process.argv.includes('--demo'));
} catch (error) {
  process.stderr.write(`\n${explain(error)}\n`);
  // PostgreSQL is a process of its own and would stay behind.
  await momente?.stop();
  process.exit(1);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `Another program already listens on port ${process.env['PORT'] ?? 3000}. Stop it, or choose another port, e.g. PORT=3001 npm start.`;
  if (code === 'EACCES' || code === 'ENOSPC') return `The data folder cannot be written: ${error.message}`;
  return `Momente could not start. ${error.message}`;
}

function stopOnSignals(momente: Momente): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopping) return;
      isStopping = true;
      say('\nStopping …');
      setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
      momente.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${explain(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
}

async function greet(momente: Momente, publicUrl: string, wantsDemo: boolean): Promise<void> {
  const link = await ensureFirstAdministratorLink(momente.context);
  say(`\n  Momente is running: ${publicUrl}   (Ctrl-C stops it)`);
  if (link) say(`\n  First administrator – open this link once, it is only for you:\n  ${link}`);
  const { state } = await momente.demo.read();
  if (state !== 'absent') {
    if (wantsDemo) say('\n  The demo company Nordfunk is loaded already.');
    return;
  }
  if (wantsDemo || (await askForDemo())) await loadDemo(momente);
  else say('\n  Want to look around first? `npm start -- --demo` loads the demo company Nordfunk (a minute or two).');
}

async function askForDemo(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('\n  Load the demo company Nordfunk to look around (a minute or two)? [y/N] ').catch(stopInstead);
  terminal.close();
  return /^(y|yes|j|ja)$/i.test(answer.trim());
}

/** Ctrl-C at the question means "stop", not "no"; the terminal hands it to the question and not to the process. */
function stopInstead(): string {
  process.kill(process.pid, 'SIGINT');
  return '';
}

async function loadDemo(momente: Momente): Promise<void> {
  say('\n  Loading the demo company Nordfunk:');
  await momente.demo.start(showProgress);
  await momente.demo.finished();
}

function showProgress({ state, share, step }: DemoState): void {
  if (state === 'failed') return void process.stderr.write(`\n  The demo company could not be loaded: ${step}\n`);
  if (!process.stdout.isTTY) {
    const tenth = Math.floor(share * 10);
    if (tenth > lastTenth || state === 'loaded') say(`  ${Math.round(share * 100)} % ${step}`);
    lastTenth = tenth;
    return;
  }
  const full = Math.round(share * BAR_WIDTH);
  process.stdout.write(`\r  ${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${String(Math.round(share * 100)).padStart(3)} %  ${step.slice(0, 40).padEnd(40)}`);
  if (state === 'loaded') say('\n  Loaded. Cockpit and touchpoints are worth a look.');
}
