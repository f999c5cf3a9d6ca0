import type { Db } from '../../platform/storage/records.ts';
import { findMakerOfApiKey, giveApiKeys, giveSources, listApiKeysMadeBy, listSourcesMadeBy, type MadeKey } from './owned-keys.queries.ts';

const MAX_LISTED = 500;

/** API keys that work and were made by this person. */
export async function listKeysMadeBy(db: Db, userId: string): Promise<MadeKey[]> {
  return (await listApiKeysMadeBy(db, userId, MAX_LISTED)).map(({ id, name, lastUsedAt }) => ({ id, name, lastUsedAt }));
}

/** Whether an id is that of a key which this person made: what it did, they did. */
export async function isKeyMadeBy(db: Db, id: string | null, userId: string): Promise<boolean> {
  return id !== null && (await findMakerOfApiKey(db, id)) === userId;
}

/** How keys and sources go to a colleague; an `OwnedThings` of the users slice each, listed in src/app/slices.ts. */
export const ownedApiKeys = {
  name: 'keys.api_keys', labelDe: 'API-Schlüssel', labelEn: 'API keys', columns: ['api_keys.created_by'],
  list: listApiKeysMadeBy, handOver: giveApiKeys,
} as const;

export const ownedSources = {
  name: 'keys.sources', labelDe: 'Quellen', labelEn: 'Sources', columns: ['sources.created_by'],
  list: listSourcesMadeBy, handOver: giveSources,
} as const;
