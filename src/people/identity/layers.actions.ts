import type { Db } from '../../platform/storage/records.ts';
import { countLayer as count } from './layers.queries.ts';

/** How much one import has said about who is who: identifiers it alone knows, shared ones, customers, links. */
export async function countLayer(db: Db, layer: string): Promise<{ alone: number; shared: number; customers: number; links: number }> {
  return count(db, layer);
}
