/**
 * Where to go after the sign-in: an address of our own pages, else the start. `//evil`, `/\evil`, `/%2f/evil`, `https:…`, control
 * characters that browsers leave out – whatever a browser could read as another host – lead home.
 */
export function ownPathOf(wanted: string | undefined, publicUrl: string): string {
  if (wanted === undefined || wanted.length > 500 || !/^\/(?![/\\])[^\\\p{Cc}\s]*$/u.test(wanted)) return '/';
  if (/^\/(%2f|%5c)/i.test(wanted) || /^\/+(api|v1)(\/|$)/.test(wanted) || wanted.includes('//')) return '/';
  const home = new URL(publicUrl);
  const target = URL.parse(wanted, home);
  return target?.origin === home.origin ? `${target.pathname}${target.search}${target.hash}` : '/';
}
