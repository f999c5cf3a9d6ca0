const OURS = /<([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@[^>\s]+>/gi;

/**
 * The Message-ID of a message: made of its id alone, so that every attempt has the same and mail servers can recognise a
 * second copy.
 * @param from - sender, `Nordfunk <hilfe@nordfunk.example>` or a bare address
 */
export function messageIdOf(id: string, from: string): string {
  const domain = /@([a-z0-9.-]+)/i.exec(from)?.[1]?.toLowerCase() ?? 'localhost';
  return `<${id}@${domain}>`;
}

/** Ids of our messages in Message-ID, In-Reply-To or References; what is not ours is left out. */
export function idsInHeaders(...headers: readonly string[]): string[] {
  return [...new Set(headers.flatMap((header) => [...header.matchAll(OURS)].map((found) => (found[1] ?? '').toLowerCase())))];
}
