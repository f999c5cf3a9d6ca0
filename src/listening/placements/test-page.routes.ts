import { z } from 'zod';
import type { Routes } from '../../platform/http/server.ts';

/** Where the test page shows an inline survey. */
export const TEST_ELEMENT = '#survey';

const querySchema = z.object({ lang: z.enum(['de', 'en']).catch('en'), event: z.string().max(200).catch(''), placement: z.string().max(60).optional(), writeKey: z.string().max(200).optional() });

const words = {
  de: {
    title: 'Probeseite', intro: 'Diese Seite steht für eine Seite Ihres Unternehmens. Nichts, was Sie hier tun, wird gespeichert, und die Umfrage erscheint bei jedem Versuch.',
    event: 'Ereignis', send: 'Auslösen', again: 'Neu laden', inline: 'Platz für eine Umfrage in der Seite',
    more: 'Hier steht Text, damit es etwas zum Scrollen gibt.', leave: 'Für „Verlassen“ bewegen Sie den Zeiger oben aus der Seite.',
  },
  en: {
    title: 'Test page', intro: 'This page stands for a page of your company. Nothing you do here is stored, and the survey appears on each try.',
    event: 'Event', send: 'Trigger', again: 'Reload', inline: 'Room for a survey inside of the page',
    more: 'Here stands text, so that there is something to scroll.', leave: 'For “leaving”, move the pointer out of the page at the top.',
  },
} as const;

/**
 * A page that carries the script as a company's page does, to try a placement before it is live. It asks for the
 * placement with the session of whoever tries it; for everybody else nothing shows.
 */
export function registerTestPage(routes: Routes): void {
  routes.get('/widget/test', { config: { access: 'public' }, schema: { hide: true, querystring: querySchema } }, async (request, reply) => {
    const { lang, event } = request.query;
    const say = words[lang];
    const policy = String(reply.getHeader('content-security-policy')).replace("frame-ancestors 'none'", "frame-ancestors 'self'");
    const html = `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say.title}</title>
<style nonce="${reply.cspNonce.style}">
body { margin: 0 auto; padding: 24px 20px 60px; max-width: 720px; font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 22px; } .soft { opacity: .75; } .tall { height: 1400px; }
form { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; margin: 16px 0; } label { display: grid; gap: 4px; }
input, button { font: inherit; min-height: 44px; padding: 0 12px; box-sizing: border-box; }
#survey { min-height: 400px; border: 1px dashed GrayText; margin: 20px 0; }
</style>
</head>
<body>
<main>
<h1>${say.title}</h1>
<p>${say.intro}</p>
<form><label>${say.event} <input name="event" value="${escaped(event)}" autocomplete="off"></label><button type="button" data-call="track">${say.send}</button><button type="button" data-call="again">${say.again}</button></form>
<p class="soft">${say.leave}</p>
<div id="survey" role="region" aria-label="${say.inline}"></div>
<p class="soft tall">${say.more}</p>
</main>
<script src="/widget/test-page.js"></script>
</body>
</html>`;
    return reply.removeHeader('x-frame-options').headers({ 'content-security-policy': policy, 'cache-control': 'no-cache' }).type('text/html; charset=utf-8').send(html);
  });
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0) ?? 32};`);
