/** The script tag for a company's pages. */
export const scriptTag = (server: string, writeKey: string): string => `<script async src="${server}/widget/loader.js" data-write-key="${writeKey.replaceAll('"', '&quot;')}"></script>`;

/** A survey as a frame in a page. Its title is what a screen reader says before it goes in. */
export const frameTag = (url: string, title: string): string => `<iframe src="${asAttribute(url)}" title="${asAttribute(title)}" width="100%" height="640"></iframe>`;
const asAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** What a content security policy needs: nothing inline, no eval, one address. */
export const policyLines = (server: string): string => `script-src ${server};\nconnect-src ${server};\nimg-src ${server};`;

/** Says who it is and what happened; works before and after the script is there. */
export const callsSnippet = `window.momente = window.momente || [];
momente.push(['identify', '4711', { plan: 'Nord M' }]);
momente.push(['track', 'Order placed', { order: 'A-2041' }]);`;
