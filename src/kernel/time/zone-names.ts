/** Whether there is a zone of this name, e.g. `Europe/Berlin`. Asks what every browser has, so that a contract may be read there. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // a RangeError: that is how Intl says no
  }
}
