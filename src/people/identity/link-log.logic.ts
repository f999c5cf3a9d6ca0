import type { FoldLink, LinkRule } from './fold.logic.ts';

/** One line of the append-only log of links. */
export interface LogEntry {
  op: 'link' | 'unlink';
  linkId: string;
  fromId: string;
  intoId: string;
  rule: LinkRule;
  source: string;
  actor: string | null;
  reason: string | null;
  at: Date;
  messageKey: string;
}

/** One link per link id: its earliest assertion, and whether it was taken back. */
export function linksOfLog(entries: readonly LogEntry[]): FoldLink[] {
  const links = new Map<string, FoldLink>();
  const removedIds = new Set<string>();
  const removedPairs = new Set<string>();
  for (const entry of entries) {
    if (entry.op === 'unlink') {
      removedIds.add(entry.linkId);
      removedPairs.add(pairOf(entry));
      continue;
    }
    const known = links.get(entry.linkId);
    const atMs = entry.at.getTime();
    if (!known || atMs < known.atMs) links.set(entry.linkId, { id: entry.linkId, fromId: entry.fromId, intoId: entry.intoId, rule: entry.rule, atMs, removed: false });
  }
  for (const link of links.values()) link.removed = removedIds.has(link.id) || (link.rule !== 'manual' && removedPairs.has(pairOf(link)));
  return [...links.values()];
}

const pairOf = ({ fromId, intoId }: { fromId: string; intoId: string }) => (fromId < intoId ? fromId + intoId : intoId + fromId);
