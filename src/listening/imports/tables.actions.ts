import type { Inspection, SourceRow } from './imports.contract.ts';
import { inspectFile } from './reading/inspect-file.ts';
import { openTable } from './reading/read-rows.ts';

/** Tables for other slices that read files of customers: the same limits, encodings and refusals as for imports. */
export const lookAtTable = (path: string, name: string): Promise<Inspection> => inspectFile(path, { name });

export async function readTable(path: string, format: Inspection['format']): Promise<{ headings: string[]; batches: AsyncGenerator<{ rows: SourceRow[]; share: number }> }> {
  return openTable(path, format);
}
