import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { getCustomerIdOf } from '../identity/merge.actions.ts';
import { refreshRecordTexts } from '../identity/record-texts.actions.ts';
import type { addressInputSchema, contractInputSchema, deviceInputSchema } from './customers.contract.ts';
import { deleteRecord, findRecordSubject, isNumberTaken, type RecordKind, upsertAddresses, upsertContracts, upsertDevices } from './records.queries.ts';
import type { z } from 'zod';

type Inputs = { contracts: z.output<typeof contractInputSchema>; devices: z.output<typeof deviceInputSchema>; addresses: z.output<typeof addressInputSchema> };

const missing = { contracts: 'contract.not_found', devices: 'device.not_found', addresses: 'resource.not_found' } as const;

/** Adds something a customer has. @throws customer.not_found, contract.number_taken */
export async function addRecord<K extends RecordKind>(context: Context, customerId: string, kind: K, input: Inputs[K]): Promise<string> {
  const id = newId(context.clock.now().getTime());
  const subject = await getCustomerIdOf(context.db, customerId);
  await context.db.transaction().execute((tx) => write(tx, kind, { id, subject, externalId: id }, input));
  return id;
}

/** @throws customer.not_found, contract.not_found, device.not_found, resource.not_found */
export async function changeRecord<K extends RecordKind>(context: Context, { customerId, kind, id }: { customerId: string; kind: K; id: string }, input: Inputs[K]): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { subject, externalId } = await getRecord(tx, customerId, kind, id);
    if (kind === 'contracts') await deleteRecord(tx, kind, id); // its number is its key and may be what changes
    await write(tx, kind, { id, subject, externalId }, input);
  });
}

/** @throws customer.not_found, contract.not_found, device.not_found, resource.not_found */
export async function removeRecord(context: Context, customerId: string, kind: RecordKind, id: string): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { subject } = await getRecord(tx, customerId, kind, id);
    await deleteRecord(tx, kind, id);
    await refreshRecordTexts(tx, [subject]);
  });
}

async function getRecord(tx: Db, customerId: string, kind: RecordKind, id: string) {
  const record = await findRecordSubject(tx, kind, id, await getCustomerIdOf(tx, customerId));
  if (!record) throw new Problem(missing[kind], 'This customer has no such entry.', { id });
  return record;
}

/** By hand nobody means to take a contract away from somebody else; imports do. */
async function refuseTaken(tx: Db, number: string, id: string): Promise<void> {
  if (await isNumberTaken(tx, number, id)) throw new Problem('contract.number_taken', 'Another contract has this number already.', { number });
}

async function write<K extends RecordKind>(tx: Db, kind: K, keys: { id: string; subject: string; externalId: string }, input: Inputs[K]): Promise<void> {
  if (kind === 'contracts') await refuseTaken(tx, (input as Inputs['contracts']).number, keys.id);
  if (kind === 'contracts') await upsertContracts(tx, [{ ...(input as Inputs['contracts']), ...keys, accountExternalId: null }]);
  else if (kind === 'devices') await upsertDevices(tx, [{ ...(input as Inputs['devices']), ...keys }]);
  else await upsertAddresses(tx, [{ ...(input as Inputs['addresses']), ...keys }]);
  await refreshRecordTexts(tx, [keys.subject]);
}
