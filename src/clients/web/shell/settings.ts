/** Choices of this browser: language and colours. Kept here because they must hold before anybody has signed in. */
const languageKey = 'momente.language';
export const schemeKey = 'momente.scheme';

export function readStoredLanguage(): string | null {
  try {
    return localStorage.getItem(languageKey);
  } catch {
    return null; // storage is forbidden: the browser's language decides
  }
}

export function storeLanguage(language: string): void {
  try {
    localStorage.setItem(languageKey, language);
  } catch {
    // Storage is forbidden: the choice holds until the page is left.
  }
}
