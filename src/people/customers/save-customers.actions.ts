import { newId } from '../../kernel/ids.ts';
import { Problem, type ProblemPlace } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { Db } from '../../platform/storage/records.ts';
import { identifierId, loadKinds, type NormalIdentifier, normalIdentifier, recordSightings, type Sighting, strongest } from '../identity/identity.actions.ts';
import { cleanTraits } from '../identity/traits.logic.ts';
import { getCustomerIdOf } from '../identity/merge.actions.ts';
import { findIdentifier } from '../identity/customer-nodes.actions.ts';
import { refreshRecordTexts } from '../identity/record-texts.actions.ts';
import { listRestrictedIdentifiers } from '../privacy/restrictions.actions.ts';
import { joinAccounts } from './accounts.actions.ts';
import { type CustomerInput, customerInputSchema } from './customers.contract.ts';
import { saveKind } from './customers.queries.ts';
import { listOwners, upsertAddresses, upsertContracts, upsertDevices } from './records.queries.ts';

interface Ready {
  subject: string;
  sighting: Sighting;
  input: ReturnType<typeof customerInputSchema.parse>;
}

export interface SaveOptions {
  source: string;
  actor: string;
  /** When the customers became known; default now. */
  at?: Date;
}

/**
 * Saves customers with what they have, all or none. Identifiers decide whom each row means: known ones are completed,
 * others are new. Sending the same again changes nothing.
 * @returns ids under which they can be read, in the order of the input
 * @throws customer.identifier_invalid with the place of every wrong value
 * @throws customer.restricted with the place of everybody whose data may not be changed
 */
export async function saveCustomers(context: Context, inputs: readonly CustomerInput[], options: SaveOptions): Promise<string[]> {
  const kinds = await loadKinds(context);
  const at = options.at ?? context.clock.now();
  const places: ProblemPlace[] = [];
  const ready = inputs.map((raw, index): Ready => {
    const input = customerInputSchema.parse(raw);
    const named = input.identifiers.flatMap(({ kind, value }, place) => {
      const normal = normalIdentifier(context, kind, value);
      if ('identifier' in normal) return [normal.identifier];
      places.push({ at: `items[${index}].identifiers[${place}]`, reason: normal.reason });
      return [];
    });
    const subject = strongest(named, kinds) ?? newRecord();
    return { subject: identifierId(context, subject), input, sighting: sightingOf(context, { subject, named, traits: input.traits, at, messageKey: `customer:${newId()}`, source: options.source }) };
  });
  if (places.length > 0) throw new Problem('customer.identifier_invalid', `Some identifiers are not valid: ${places[0]?.reason}.`, {}, places.slice(0, 50));
  await writeWithHistory(context, async (tx, journal) => {
    await refuseAnyRestricted(context, tx, ready);
    const remember = await recordSightings(context, tx, journal, ready.map((one) => one.sighting));
    for (const { subject, input } of ready) if (input.kind !== 'person') await saveKind(tx, subject, input.kind, at);
    await joinAccounts(context, tx, ready.flatMap(({ subject, input: { account } }) => (account ? [{ externalId: account.externalId, kind: account.kind, name: account.name, role: account.role ?? null, subject }] : [])));
    const nowMs = at.getTime();
    const contracts = ready.flatMap(({ subject, input }) => input.contracts.map((contract) => ({ id: newId(nowMs), subject, number: contract.number, product: contract.product, startsOn: contract.startsOn, endsOn: contract.endsOn ?? null, monthlyCents: contract.monthlyCents ?? null, accountExternalId: input.account?.externalId ?? null })));
    const devices = ready.flatMap(({ subject, input }) => input.devices.map((device) => ({ id: newId(nowMs), subject, externalId: device.externalId ?? `${subject}:${device.model}:${device.ownedFrom}`, model: device.model, maker: device.maker ?? null, serial: device.serial ?? null, software: device.software ?? null, ownedFrom: device.ownedFrom, ownedTo: device.ownedTo ?? null })));
    const addresses = ready.flatMap(({ subject, input }) => input.addresses.map((address) => ({ ...address, id: newId(nowMs), subject, externalId: address.externalId ?? `${subject}:${address.kind}:${address.postcode}:${address.street}`, cell: address.cell ?? null, validFrom: address.validFrom ?? null, validTo: address.validTo ?? null })));
    // Whoever had any of it before is not to be found by it any more.
    const owners = await listOwners(tx, { contracts, devices, addresses });
    await refuseOwnersRestricted(tx, owners);
    await upsertContracts(tx, contracts);
    await upsertDevices(tx, devices);
    await upsertAddresses(tx, addresses);
    await refreshRecordTexts(tx, [...new Set([...ready.map((one) => one.subject), ...owners])]);
    remember();
  });
  return ready.map((one) => one.subject);
}

const restricted = (places: readonly ProblemPlace[]) => new Problem('customer.restricted', 'The processing of this customer’s data is restricted: it is kept, but not changed.', {}, places.slice(0, 50));

async function refuseAnyRestricted(context: Context, tx: Db, ready: readonly Ready[]): Promise<void> {
  const idsOf = ({ sighting }: Ready) => sighting.named.map((identifier) => identifierId(context, identifier));
  const found = await listRestrictedIdentifiers(tx, ready.flatMap(idsOf));
  const places = ready.flatMap((one, index) => (idsOf(one).some((id) => found.has(id)) ? [{ at: `items[${index}]`, reason: 'the processing of this customer’s data is restricted' }] : []));
  if (places.length > 0) throw restricted(places);
}

/** What somebody has is not taken from them by giving it to another. */
async function refuseOwnersRestricted(tx: Db, owners: readonly string[]): Promise<void> {
  if ((await listRestrictedIdentifiers(tx, owners)).size > 0) throw restricted([]);
}

/** A customer without any identifier gets one of ours. */
function newRecord(): NormalIdentifier {
  const value = newId();
  return { kind: 'record', value, raw: value };
}

/** E-mail address, phone and customer number said in traits identify as well. */
function sightingOf(context: Context, { subject, named, traits, at, messageKey, source }: Required<Pick<Sighting, 'subject' | 'named' | 'traits' | 'at' | 'messageKey' | 'source'>>): Sighting {
  const fromTraits = ['email', 'phone', 'customerNumber'].flatMap((kind) => {
    const value = traits[kind];
    const normal = typeof value === 'string' ? normalIdentifier(context, kind, value) : { reason: 'not said' };
    return 'identifier' in normal ? [normal.identifier] : [];
  });
  const others = [...named, ...fromTraits].filter((identifier) => identifier.kind !== subject.kind || identifier.value !== subject.value);
  return { at, messageKey, source, subject, named: [subject, ...others], links: others.map((from) => ({ from, into: subject, rule: fromTraits.includes(from) ? 'trait' : 'import' })), traits: cleanTraits(traits) };
}

/** Changes what is said about one customer. @throws customer.not_found */
export async function changeCustomer(context: Context, id: string, change: { kind?: 'person' | 'company' | 'partner' | 'supplier' | undefined; traits?: Record<string, unknown> | undefined }, actor: string): Promise<string> {
  const customerId = await getCustomerIdOf(context.db, id);
  const subject = await findIdentifier(context.db, customerId);
  if (!subject) throw new Problem('customer.not_found', 'There is no customer with this id.', { id });
  const at = context.clock.now();
  await writeWithHistory(context, async (tx, journal) => {
    if (change.kind) await saveKind(tx, customerId, change.kind, at);
    const remember = await recordSightings(context, tx, journal, [sightingOf(context, { subject, named: [], traits: change.traits ?? {}, at, messageKey: `user:${newId()}`, source: `user ${actor}` })]);
    remember();
  });
  return getCustomerIdOf(context.db, customerId);
}
