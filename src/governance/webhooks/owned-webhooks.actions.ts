import { giveEndpoints, giveInlets, listEndpointsMadeBy, listInletsMadeBy } from './owned-webhooks.queries.ts';

/** How webhooks go to a colleague; an `OwnedThings` of the users slice each, listed in src/app/slices.ts. */
export const ownedEndpoints = {
  name: 'webhooks.endpoints', labelDe: 'Webhooks hinaus', labelEn: 'Webhooks out', columns: ['webhook_endpoints.created_by'],
  list: listEndpointsMadeBy, handOver: giveEndpoints,
} as const;

export const ownedInlets = {
  name: 'webhooks.inlets', labelDe: 'Webhooks herein', labelEn: 'Webhooks in', columns: ['webhook_inlets.created_by'],
  list: listInletsMadeBy, handOver: giveInlets,
} as const;
