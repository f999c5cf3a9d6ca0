import { giveOpenPromises, listOpenOf } from './staff.queries.ts';

/** How promises go to a colleague when somebody leaves; an `OwnedThings` of the users slice, listed in src/app/slices.ts. */
export const ownedPromises = {
  name: 'promises.promises', labelDe: 'Offene Zusagen', labelEn: 'Open promises', columns: ['promises.responsible_user'],
  list: listOpenOf, handOver: giveOpenPromises,
} as const;
