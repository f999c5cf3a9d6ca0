import { KIOSK_CACHE } from './kiosk-name.ts';
import type { LoadedSurvey } from './mount.types.ts';
import { imageAddress } from './transport.ts';


/**
 * Puts the page, its files and the survey's images where the worker finds them. Browsers offer this over https and on
 * localhost only; over plain http a kiosk still keeps answers, but must not be reloaded without a network.
 */
export async function keepForOffline(code: string, { definition, theme }: LoadedSurvey): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) return;
  await navigator.serviceWorker.register('/kiosk/worker.js');
  const files = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel="stylesheet"], link[rel="modulepreload"]')].map((one) => ('src' in one ? one.src : one.href));
  const pictures = (definition?.pages ?? []).flatMap(({ questions }) => questions.flatMap((question) => (question.kind === 'pictures' ? question.options.map(({ image }) => image) : [])));
  const images = [...(theme?.logo ? [theme.logo] : []), ...pictures].map((image) => imageAddress(code, image));
  const cache = await caches.open(KIOSK_CACHE);
  await cache.addAll([location.pathname, ...files]);
  // A picture that is missing is no reason to stop.
  await Promise.allSettled(images.map((image) => cache.add(image)));
}
