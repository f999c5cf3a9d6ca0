/**
 * Looking through another role: kept in this tab only, sent as a header with every request, never as a cookie. The server
 * narrows what the person may do and refuses writes; here is only the switch.
 */
const KEY = 'momente.viewAs';
const HEADER = 'x-momente-view-as';

const stored = (): string | null => {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null; // a browser that keeps nothing, or no browser at all
  }
};

export function viewHeaders(): Record<string, string> {
  const view = stored();
  return view === null ? {} : { [HEADER]: view };
}

/** Everything is loaded anew, so that nothing seen in the own role is left on the page. */
export function startView(role: string, departments: readonly string[]): void {
  sessionStorage.setItem(KEY, departments.length === 0 ? role : `${role};${departments.join(',')}`);
  location.assign('/');
}

export function endView(): void {
  forgetView();
  location.assign('/settings/roles');
}

/** Without loading anything: before signing out. */
export function forgetView(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}
