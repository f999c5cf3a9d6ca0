/** Secrets of ours are 43 characters; anything longer was not made by us. */
const MAX_LENGTH = 100;

/** The value of one cookie of ours out of all that a browser sends; null when it is absent or cannot be ours. */
export function readCookie(header: string | undefined, name: string): string | null {
  const pair = header?.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name}=`));
  const value = pair?.slice(name.length + 1);
  return value !== undefined && value.length <= MAX_LENGTH && /^[\w-]+$/.test(value) ? value : null;
}

/** A cookie that scripts cannot read and that comes along when somebody follows a link to us, but not with writes of other sites. */
export function writeCookie(name: string, value: string, { maxAgeS, path, isSecure }: { maxAgeS: number; path: string; isSecure: boolean }): string {
  return `${name}=${value}; Max-Age=${maxAgeS}; Path=${path}; HttpOnly;${isSecure ? ' Secure;' : ''} SameSite=Lax`;
}

/** Only our own cookie out of all that a browser sends; null when it is absent or longer than ours ever are. */
export function sessionCookie(header: string | undefined): string | null {
  const pair = header?.split(';').map((part) => part.trim()).find((part) => /^(__Secure-)?momente\.session_token=/.test(part));
  return pair && pair.length <= 300 ? pair : null;
}
