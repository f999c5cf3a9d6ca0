/** What an address of a survey says besides which survey it is. */
export interface SurveyUrlParts {
  language?: string | null | undefined;
  /** Of a single-use or personal link. */
  token?: string | null | undefined;
  /** How the customer came: `qr`, `mail` … */
  source?: string | null | undefined;
  /** Hidden fields and answers that are known already, by their ids. */
  values?: Readonly<Record<string, string>> | undefined;
  /** Leaves out pages on which everything is answered already. */
  skipsPrefilled?: boolean | undefined;
  /** Shown in a frame of another page. */
  isEmbedded?: boolean | undefined;
}

/** Names that the page of a survey reads for itself; no value may take their place. */
const own = new Set(['lang', 't', 'source', 'skipPrefilled', 'embed', 'a']);

/** The address under which customers answer. @param publicUrl without a slash at its end */
export function surveyUrl(publicUrl: string, code: string, { language, token, source, values = {}, skipsPrefilled = false, isEmbedded = false }: SurveyUrlParts = {}): string {
  const query = new URLSearchParams();
  if (token) query.set('t', token);
  if (language) query.set('lang', language);
  if (source) query.set('source', source);
  for (const [name, value] of Object.entries(values)) if (value !== '' && !own.has(name)) query.set(name, value);
  if (skipsPrefilled) query.set('skipPrefilled', 'true');
  if (isEmbedded) query.set('embed', 'true');
  const written = query.toString();
  return `${publicUrl}/s/${encodeURIComponent(code)}${written === '' ? '' : `?${written}`}`;
}

/** As it is printed and typed: without https:// and without a slash at the end. */
export const asPrinted = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '');
