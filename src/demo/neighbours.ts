import type { Context } from '../platform/context.ts';
import { connectNetworkQuality } from './network-quality/connect.ts';

export interface Neighbours {
  stop(): Promise<void>;
}

/** The other systems of the demo company, on this machine only; needed at every start of a product that holds it. */
export async function startNeighbours(context: Context): Promise<Neighbours> {
  const network = await connectNetworkQuality(context);
  return { stop: () => network.stop() };
}
