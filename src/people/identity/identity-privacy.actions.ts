import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { RecentResults } from '../../platform/recent-results.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { eraseIdentity } from './erase-identity.actions.ts';
import { listLinksTold } from './erase-identity.queries.ts';
import { forgetErased } from './identity.actions.ts';
import { countIdentityGeneration, listCustomerNodes, lockIdentity, peekIdentityGeneration, readIdentityGeneration } from './identity.queries.ts';
import { deleteOwners } from './owners-privacy.analytics.ts';

/** Lets nobody be taken in until the transaction ends; afterwards no process remembers whom it knew. */
export async function beginErasure(context: Context, tx: Db): Promise<void> {
  // The number is remembered before the commit; should it fail, forgetting too much does no harm.
  forgetErased(context, await countIdentityGeneration(tx));
  await lockIdentity(tx);
}

/** Until the caller's transaction ends nobody is erased; who was erased before can be seen in it. */
export async function holdOffErasures(tx: Db): Promise<void> {
  await readIdentityGeneration(tx);
}

/** For processes that take nothing in: forgets whom another one has erased. @returns number of erasures so far */
export async function forgetWhomOthersErased(context: Context, knownGeneration: number): Promise<number> {
  const generation = await peekIdentityGeneration(context.db);
  if (generation <= knownGeneration) return knownGeneration;
  forgetErased(context, generation);
  RecentResults.forgetEverything();
  return generation;
}

const LINKS_AT_ONCE = 500;

/** Who somebody is: identifiers, what was said about them, why they belong together, and where search finds them. */
export const identityHolder: PersonalDataHolder = {
  name: 'people.identity',
  tables: ['records.identifiers', 'records.identifier_layers', 'records.identifier_spans', 'records.identity_log', 'records.customers', 'records.search_words', 'records.privacy_restrictions', 'history.subject_owners'],
  category: {
    key: 'identity',
    labelDe: 'Stammdaten und Kennungen',
    labelEn: 'Master data and identifiers',
    purposeDe: 'Kunden wiedererkennen und ihnen Kontakte aus allen Kanälen zuordnen',
    purposeEn: 'Recognising customers and bringing together their contacts on all channels',
  },
  staysDe: 'Von den Kennungen einer Nachricht bleibt nur ein Fingerabdruck ihrer Nummer, damit eine Wiederholung nicht als neu gilt.',
  staysEn: 'Of the number of a message only a fingerprint stays, so that a repetition is not taken for new.',
  count: async (_context, reach) => reach.subjects.length + reach.spans.length,
  async *export(context, reach) {
    const own = new Set(reach.subjects);
    for (const node of (await listCustomerNodes(context.db, [reach.customerId])).filter(({ id }) => own.has(id))) {
      yield {
        kind: node.kind, value: node.value, ...(node.raw === node.value ? {} : { asWritten: node.raw }),
        ...(node.namedAtMs === null ? {} : { since: new Date(node.namedAtMs).toISOString() }),
        ...(Object.keys(node.traits).length === 0 ? {} : { said: Object.fromEntries(Object.entries(node.traits).map(([key, [value, atMs]]) => [key, { value, at: new Date(atMs).toISOString() }])) }),
      };
    }
    for (let after = 0; ; ) {
      const links = await listLinksTold(context.db, reach.subjects, after, LINKS_AT_ONCE);
      for (const { op, rule, source, reason, at } of links) yield { link: op === 'link' ? 'connected' : 'separated', rule, source, ...(reason === null ? {} : { reason }), at: at.toISOString() };
      after = links.at(-1)?.seq ?? after;
      if (links.length < LINKS_AT_ONCE) break;
    }
  },
  erase: async (context, tx, reach, journal) => ({ erased: await eraseIdentity(context, tx, reach, journal) }),
  eraseElsewhere: deleteOwners,
};
