const KEPT = 4;

/** Touchpoints that somebody noted at lately on this device, the last one first. */
export function readRecent(stored: string | null): string[] {
  try {
    const read: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(read) ? read.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function rememberRecent(recent: readonly string[], code: string, store: (text: string) => void): string[] {
  const next = [code, ...recent.filter((one) => one !== code)].slice(0, KEPT);
  try {
    store(JSON.stringify(next));
  } catch {
    // a browser that keeps nothing forgets them with the page
  }
  return next;
}
