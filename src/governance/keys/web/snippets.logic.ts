/** Code that sends a first event when pasted as it is. */
export function browserSnippet(origin: string, writeKey: string): string {
  return `import { AnalyticsBrowser } from '@segment/analytics-next';

const analytics = AnalyticsBrowser.load({
  writeKey: ${inQuotes(writeKey)},
  cdnURL: ${inQuotes(origin)},
});

analytics.identify('4711', { name: 'Anna Ohm', email: 'anna@example.com' });
analytics.track('Order placed', { total: 49.9 });`;
}

export function curlSnippet(origin: string, writeKey: string): string {
  return `curl -u ${inShell(`${writeKey}:`)} ${origin}/v1/track \\
  -H 'content-type: application/json' \\
  -d '{"userId": "4711", "event": "Order placed", "properties": {"total": 49.9}}'`;
}

const inQuotes = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
