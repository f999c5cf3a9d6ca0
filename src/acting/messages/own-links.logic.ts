const OWN_LINK = /(https?:\/\/\S{1,300}?\/(?:optin|my|u|q)\/)[\w.~-]{16,}/g;
/** The personal part of a link to a survey. */
const OWN_ANSWER = /(\/s\/[a-z0-9_]{1,60}\?(?:[\w=&;-]{0,100}[&;])?t=)[\w.~-]{16,}/g;
/** Six digits that let a customer have everything sent or erased. */
const OWN_CODE = /\b((?:Code|code)(?: für Ihre Seite bei [^\n]{0,200}?| for your page at [^\n]{0,200}?)?: )\d{6}\b/g;

/** A text as staff may read it: whoever holds the link or the code in it could act as the customer, so its secret part is left out. */
export const withoutOwnLinks = (text: string): string => text.replaceAll(OWN_LINK, '$1…').replaceAll(OWN_ANSWER, '$1…').replaceAll(OWN_CODE, '$1…');
