/** An address that leads somewhere: "https://www.example.com/shop", not "https://", "example" or "javascript:…". */
export function isWholeUrl(typed: string): boolean {
  const text = typed.trim();
  if (!/^https?:\/\/\S+$/i.test(text) || !URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return hostname === 'localhost' || /[^.]\.[^.]/.test(hostname) || hostname.startsWith('[');
}
