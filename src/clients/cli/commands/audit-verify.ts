import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { Verification } from '../../../governance/audit/audit.contract.ts';
import { keyIdOf, type Seal } from '../../../governance/audit/chain.logic.ts';
import { proveExport } from '../../../governance/audit/export-lines.logic.ts';
import type { Finding } from '../../../governance/audit/proof.logic.ts';
import { type Command, UsageError } from '../command.ts';
import { callJson, readConnection } from '../connection.ts';

/** The newest of them say everything that older ones say; more would not fit into one request. */
const MAX_SENT_SEALS = 3_000;

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  summary: 'checks that nobody changed, deleted or added entries of the audit log',
  help: `
momente audit verify [<export.jsonl>] [options]

Checks every entry of the audit log: that each follows from the one before, that its content is what was written, that
none is missing at the beginning, in the middle or at the end, and that all seals are genuine. Without a file the running
Momente checks its own log. With a file from Settings, Audit log, Export (JSON lines) the check happens here, without Momente.

  --seals <file>       seals that you kept elsewhere (copies of <data>/audit/seals.jsonl); they show whether the end of the
                       log and its seals were deleted together
  --public-key <key>   for a file: the key that Momente shows under Settings, Audit log; without it the one in the
                       file is taken, which only shows that the file fits itself
  --json               the result as JSON
  --url, --key         where Momente is and the API key (else MOMENTE_URL, MOMENTE_API_KEY)

Exit code: 0 the log holds, 1 something does not fit, 2 it could not be checked.
`,
  async run(args, outside) {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { seals: { type: 'string' }, 'public-key': { type: 'string' }, json: { type: 'boolean', default: false }, url: { type: 'string' }, key: { type: 'string' } } });
    if (positionals.length > 1) throw new UsageError('Give one file, or none.');
    const kept = values.seals === undefined ? [] : readSeals(values.seals);
    const [file] = positionals;
    const result = file === undefined ? await askMomente(kept) : await proveFile(file, values['public-key'] ?? null, kept);
    outside.write(values.json ? `${JSON.stringify(result)}\n` : `${wordsOf(result)}\n`);
    if (file !== undefined && values['public-key'] === undefined && !values.json) outside.writeError(`The key was taken from the file itself (${result.keyId}). Give --public-key to know that the seals are those of your Momente.\n`);
    return result.ok ? 0 : 1;

    async function askMomente(seals: readonly Seal[]): Promise<Shown> {
      const connection = readConnection(outside, values);
      const sent = seals.toSorted((a, b) => a.number - b.number).slice(-MAX_SENT_SEALS);
      const verification = sent.length === 0 ? await callJson<Verification>(connection, '/api/audit/verification') : await callJson<Verification>(connection, '/api/audit/verification', 'POST', { seals: sent });
      return { ...verification, keyId: keyIdOf(verification.publicKey) };
    }
  },
};

interface Shown {
  ok: boolean;
  entries: number;
  firstSeq: number | null;
  lastSeq: number | null;
  unsealed: number;
  seals: number;
  keyId: string;
  findings: readonly Finding[];
  findingCount: number;
  sealsFile?: 'compared' | 'absent';
}

async function proveFile(path: string, publicKey: string | null, kept: readonly Seal[]): Promise<Shown> {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const proof = await proveExport(() => createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }), publicKey, kept);
  if (!proof) throw new UsageError(`${path} is not a whole export of the audit log. Export it as JSON lines without a filter.`);
  return proof;
}

function readSeals(path: string): Seal[] {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const lines = readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '');
  try {
    return lines.map((line) => JSON.parse(line) as Seal);
  } catch {
    throw new UsageError(`${path} does not hold seals, one JSON per line.`);
  }
}

const explanations: Record<Finding['kind'], string> = {
  missing: 'entries are missing',
  order: 'an entry is not where it belongs',
  changed: 'an entry was changed, added or put elsewhere',
  content_changed: 'what an entry says was changed',
  content_removed: 'what an entry said was removed, and no erasure says so',
  restored: 'what an erasure took out is there again',
  inserted: 'an entry was added long after its number was given out',
  backdated: 'an entry says an earlier time than it was written at',
  clock: 'the clock was set back',
  truncated: 'the end of the log is missing',
  recomputed: 'the chain was made anew: it does not fit a seal',
  seal_false: 'a seal is not genuine',
  seal_missing: 'seals are missing',
  redaction_false: 'an entry says that content was erased, but its signature does not fit',
  seal_unknown_key: 'a seal was made with another key',
  start_missing: 'the beginning of the log is missing',
};

function wordsOf({ ok, entries, firstSeq, lastSeq, unsealed, seals, findings, findingCount, sealsFile }: Shown): string {
  const looked = `${entries} entries${firstSeq === null ? '' : ` (${firstSeq}–${lastSeq})`}, ${seals} seals${sealsFile === 'absent' ? ', no file of seals' : ''}; ${unsealed} entries since the last seal.`;
  if (ok) return `The audit log holds. ${looked}`;
  const list = findings.map(({ kind, from, to, detail }) => `  ${kind.startsWith('seal') ? 'seal' : 'entry'} ${from === to ? from : `${from}–${to}`}: ${explanations[kind]} (${detail})`);
  return `THE AUDIT LOG DOES NOT HOLD: ${findingCount} findings. ${looked}\n${list.join('\n')}${findingCount > findings.length ? `\n  … and ${findingCount - findings.length} more` : ''}`;
}
