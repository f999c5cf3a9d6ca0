import { z } from 'zod';
import { addressSchema, contractSchema, deviceSchema } from '../../people/customers/customers.contract.ts';
import { lookupResultSchema } from '../lookups/lookups.contract.ts';
import { casePlaybookSchema } from '../playbooks/playbooks.contract.ts';

const person = z.object({ id: z.uuid(), name: z.string(), kind: z.enum(['person', 'company', 'partner', 'supplier']), customerNumber: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(), language: z.string().nullable() });

/**
 * One answer for the panel beside a case, made of records and one short read of history. What connected sources say comes
 * in a call of its own (`…/context/lookups`), so that the panel never waits for others.
 */
export const contextPanelSchema = z.object({
  customerId: z.uuid().nullable().describe('null: nobody knows yet who wrote'),
  customer: person.nullable(),
  contracts: z.array(contractSchema).describe('running first'),
  devicesNow: z.array(deviceSchema).describe('owned today'),
  home: addressSchema.nullable().describe('where the customer lives today'),
  value: z.object({ monthlyCents: z.number().nullable(), customerSince: z.iso.date().nullable(), contacts90Days: z.number() }),
  mood: z.object({ now: z.number().nullable().describe('mean of the last 90 days, −2 … +2'), n: z.number(), before: z.number().nullable().describe('the 90 days before') }),
  lastContacts: z.array(z.object({ at: z.iso.datetime(), channel: z.string(), direction: z.enum(['inbound', 'outbound']), touchpoint: z.string().nullable(), kind: z.string(), text: z.string().nullable(), mood: z.number().nullable() })),
  promises: z.array(z.object({ id: z.uuid(), text: z.string(), dueAt: z.iso.datetime(), caseId: z.uuid().nullable() })).describe('open ones'),
  otherCases: z.array(z.object({ id: z.uuid(), number: z.string(), subjectLine: z.string(), status: z.string() })).describe('not closed, without this one'),
  channels: z.object({ preferred: z.array(z.string()), consents: z.array(z.object({ purpose: z.string(), channel: z.string(), state: z.string() })), language: z.string().nullable(), timeZone: z.string().nullable(), quietFrom: z.string().nullable(), quietTo: z.string().nullable() }),
  playbooks: z.array(casePlaybookSchema),
  lookups: z.array(z.object({ code: z.string(), nameDe: z.string(), nameEn: z.string() })).describe('what the second call will ask'),
  keptFacts: z.array(z.object({ id: z.uuid(), at: z.iso.datetime(), because: z.string(), by: z.string() })).describe('newest first, at most 20'),
});
export type ContextPanel = z.infer<typeof contextPanelSchema>;

export const contextLookupsSchema = z.object({ customerId: z.uuid().nullable(), items: z.array(lookupResultSchema) });

export const becauseSchema = z.enum(['promise.made', 'goodwill.booked', 'inquiry.sent', 'case.solved', 'kept_by_hand']);
export type Because = z.infer<typeof becauseSchema>;
export const keptFactsSchema = z.object({ id: z.uuid(), at: z.iso.datetime(), because: becauseSchema, by: z.string(), customerId: z.uuid().nullable(), facts: contextPanelSchema.omit({ playbooks: true, keptFacts: true, lookups: true }).extend({ lookups: z.array(lookupResultSchema) }) });
export type KeptFacts = z.infer<typeof keptFactsSchema>;
export const keptFactsListSchema = z.object({ items: z.array(keptFactsSchema.omit({ facts: true, customerId: true })), nextCursor: z.string().nullable() });
