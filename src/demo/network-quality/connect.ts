import { lookupInputSchema } from '../../acting/lookups/lookups.contract.ts';
import { saveDemoLookup } from '../../acting/lookups/lookups.actions.ts';
import type { Context } from '../../platform/context.ts';
import { type NetworkQualityService, startNetworkQuality } from './service.ts';

const scale = { goodFrom: 75, badFrom: 60 };

/**
 * Starts the network department's service and connects it as a lookup. To be called when the demo company is loaded and
 * at each start of a product that holds it: the port is another one each time.
 */
export async function connectNetworkQuality(context: Context): Promise<NetworkQualityService> {
  const token = context.vault.deriveKey('demo network quality').toString('base64url');
  const service = await startNetworkQuality({ token, now: () => context.clock.now() });
  await saveDemoLookup(context, lookupInputSchema.parse({
    code: 'network_quality', nameDe: 'Netz am Wohnort', nameEn: 'Network at home', urlTemplate: `${service.origin}/cells/{cell}`, secretHeader: 'authorization', secret: `Bearer ${token}`, timeoutMs: 2_000, cacheS: 300,
    fields: [
      { path: 'quality', labelDe: 'Netzqualität', labelEn: 'Network quality', unit: '/ 100', ...scale, words: { good: { de: 'Das Netz am Wohnort ist gut.', en: 'The network at home is good.' }, fair: { de: 'Das Netz am Wohnort ist mäßig.', en: 'The network at home is fair.' }, bad: { de: 'Das Netz am Wohnort ist schwach.', en: 'The network at home is weak.' } } },
      { path: 'voice', labelDe: 'Telefonie', labelEn: 'Voice', unit: '/ 100', ...scale },
      { path: 'data', labelDe: 'Daten', labelEn: 'Data', unit: '/ 100', ...scale },
      { path: 'incidents[].title', labelDe: 'Störungen', labelEn: 'Incidents', goodFrom: 0, badFrom: 1 },
      { path: 'technology', labelDe: 'Technik', labelEn: 'Technology' },
      { path: 'measuredAt', labelDe: 'Gemessen', labelEn: 'Measured' },
    ],
  }), service.origin);
  return service;
}
