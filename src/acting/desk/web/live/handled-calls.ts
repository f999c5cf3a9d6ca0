const NAME = 'momente.handledCalls';
const KEPT = 20;

/** Calls that were taken or put away on this page: when it loads or connects again within the minute, they do not ring once more. */
export function listHandledCalls(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? '[]');
    return Array.isArray(kept) ? kept.filter((callId) => typeof callId === 'string') : [];
  } catch {
    return []; // a browser that keeps nothing, or something else under our name
  }
}

export function noteHandledCall(callId: string): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify([...listHandledCalls().filter((one) => one !== callId), callId].slice(-KEPT)));
  } catch {
    // full or switched off: at worst it rings a second time
  }
}
