/**
 * The server allows styles from files, and such as carry the word of this one answer. Libraries that write styles while
 * the page runs get it from here; the address bar, an attacker or another page cannot know it.
 */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** The name under which small style libraries (behind dialogs and menus) look for the same word. */
export function shareStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
