/** The shell shows a browser that has chosen a language in that one; a choice in the profile is the newer choice. */
export function keepBrowserLanguage(language: string): void {
  try {
    localStorage.setItem('momente.language', language);
  } catch {
    // Storage is forbidden: the profile's language holds from the next sign-in on.
  }
}
