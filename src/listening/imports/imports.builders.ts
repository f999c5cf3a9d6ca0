import { Readable } from 'node:stream';
import type { TestContext } from '../../platform/testing/test-storage.ts';
import { getImport, startDryRun, startImport, startUndo, uploadImport } from './imports.actions.ts';
import { type ColumnMapping, type ColumnUse, type Import, profileSchema, type ProfileInput, type TargetKey } from './imports.contract.ts';
import { WORK_JOB, workOnImport } from './import-work.actions.ts';

export const by = { id: 'tester', label: 'anna@nordfunk.example' };

/** A profile whose columns stand in the given order. */
export function profileOf(target: TargetKey, columns: readonly (ColumnUse | string)[], more: Partial<ProfileInput> = {}): ReturnType<typeof profileSchema.parse> {
  const mappings = columns.map((use, position): ProfileInput['columns'][number] => ({ position, heading: `c${position}`, use: typeof use === 'string' ? { as: 'field', field: use } : use, ...datePattern(use) }));
  return profileSchema.parse({ target, format: { kind: 'csv' }, columns: mappings, timeZone: 'UTC', ...more });
}

const dated = new Set(['at', 'contractStartsOn', 'contractEndsOn', 'deviceOwnedFrom', 'deviceOwnedTo']);
const datePattern = (use: ColumnUse | string): Partial<ColumnMapping> => (typeof use === 'string' && dated.has(use) ? { pattern: use === 'at' ? "yyyy-MM-dd'T'HH:mm:ss" : 'yyyy-MM-dd', decimal: '.' } : { decimal: '.' });

export const csvOf = (headings: number, lines: readonly string[]): string => [Array.from({ length: headings }, (_, position) => `c${position}`).join(','), ...lines].join('\n');

export async function upload(context: TestContext, text: string, name = 'file.csv'): Promise<string> {
  return (await uploadImport(context, by, { name, content: Readable.from([Buffer.from(text)]) })).id;
}

export async function runJobs(context: TestContext): Promise<void> {
  await context.jobs.runDue(context, [{ name: WORK_JOB, run: (_context, data, signal) => workOnImport(context, 'importId' in data ? String(data.importId) : '', signal) }]);
}

/** Uploads, starts and waits. */
export async function importText(context: TestContext, text: string, profile: ReturnType<typeof profileOf>): Promise<Import> {
  const id = await upload(context, text);
  await startImport(context, id, profile);
  await runJobs(context);
  return getImport(context, id);
}

export async function checkText(context: TestContext, text: string, profile: ReturnType<typeof profileOf>): Promise<Import> {
  const id = await upload(context, text);
  await startDryRun(context, id, profile);
  await runJobs(context);
  return getImport(context, id);
}

export async function undo(context: TestContext, id: string): Promise<Import> {
  await startUndo(context, id);
  await runJobs(context);
  return getImport(context, id);
}
