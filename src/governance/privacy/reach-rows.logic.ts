import type { CustomerReach } from './personal-data.contract.ts';

/**
 * Which rows of a history table are the customer's, as a where-clause of the columnar dialect with its values:
 * all rows of own identifiers, and of shared devices those of a time.
 */
export function reachRows({ subjects, spans, beforeBatch }: CustomerReach): { clause: string; params: Record<string, unknown> } {
  const params: Record<string, unknown> = { subjects };
  const parts = ['subject in {subjects:Array(UUID)}'];
  spans.forEach((span, index) => {
    params[`span${index}`] = span.subject;
    const bounds = [`subject = {span${index}:UUID}`];
    if (span.fromMs !== null) bounds.push(`at >= fromUnixTimestamp64Milli({from${index}:Int64})`);
    if (span.toMs !== null) bounds.push(`at < fromUnixTimestamp64Milli({to${index}:Int64})`);
    if (span.fromMs !== null) params[`from${index}`] = span.fromMs;
    if (span.toMs !== null) params[`to${index}`] = span.toMs;
    parts.push(`(${bounds.join(' and ')})`);
  });
  if (beforeBatch === null) return { clause: `(${parts.join(' or ')})`, params };
  return { clause: `(${parts.join(' or ')}) and batch < {beforeBatch:UInt64}`, params: { ...params, beforeBatch } };
}
