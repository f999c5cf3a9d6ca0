import { z } from 'zod';
import { identifierSchema } from '../identity/identity.contract.ts';

const jsonValue = z.unknown();

export const customerSchema = z.object({
  id: z.uuid(),
  name: z.string().describe('name, else e-mail address, else the strongest identifier'),
  kind: z.enum(['person', 'company', 'partner', 'supplier']),
  identifiers: z.array(identifierSchema),
  traits: z.record(z.string(), jsonValue),
  mergedFrom: z.array(z.string()).describe('ids of customers that became this one'),
  firstAt: z.iso.datetime().nullable(),
});
export type Customer = z.infer<typeof customerSchema>;

export const customerListQuerySchema = z.object({
  identifier: z.string().max(600).optional().describe('kind:value, e.g. email:a@b.de'),
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
});
export type CustomerListQuery = z.infer<typeof customerListQuerySchema>;
export const customerListSchema = z.object({ items: z.array(customerSchema), nextCursor: z.string().nullable() });

export const addressSchema = z.object({ id: z.uuid(), kind: z.enum(['home', 'billing', 'delivery', 'work', 'other']), street: z.string().max(200), postcode: z.string().max(20), city: z.string().max(120), country: z.string().length(2), cell: z.string().max(60).nullable().describe('network cell or other service area'), validFrom: z.iso.date().nullable(), validTo: z.iso.date().nullable() });
export const contractSchema = z.object({ id: z.uuid(), number: z.string().max(100), product: z.string().max(200), accountId: z.uuid().nullable(), startsOn: z.iso.date(), endsOn: z.iso.date().nullable(), monthlyCents: z.number().int().nullable(), status: z.enum(['active', 'ended', 'planned']) });
export const deviceSchema = z.object({ id: z.uuid(), model: z.string().max(200), maker: z.string().max(120).nullable(), serial: z.string().max(120).nullable(), software: z.string().max(60).nullable(), ownedFrom: z.iso.date(), ownedTo: z.iso.date().nullable() });
export const accountSchema = z.object({ id: z.uuid(), kind: z.enum(['household', 'company']), name: z.string().max(200), members: z.array(z.object({ customerId: z.uuid(), name: z.string(), role: z.string().nullable() })) });
export type Address = z.infer<typeof addressSchema>;
export type Contract = z.infer<typeof contractSchema>;
export type Device = z.infer<typeof deviceSchema>;
export type Account = z.infer<typeof accountSchema>;

/** Everything the customer page shows above the timeline; one request. */
export const customerPageSchema = customerSchema.extend({
  lastAt: z.iso.datetime().nullable(),
  contacts: z.object({ total: z.number(), byChannel: z.array(z.object({ channel: z.string(), n: z.number() })), byDepartment: z.array(z.object({ department: z.string(), n: z.number() })) }),
  mood: z.array(z.object({ month: z.string().describe('YYYY-MM'), mood: z.number().describe('−2 … +2'), n: z.number() })),
  lastScores: z.array(z.object({ at: z.iso.datetime(), role: z.string(), touchpoint: z.string().nullable(), value: z.number(), text: z.string().nullable() })),
  quotes: z.array(z.object({ at: z.iso.datetime(), channel: z.string(), touchpoint: z.string().nullable(), text: z.string(), mood: z.number().nullable() })),
  contracts: z.array(contractSchema),
  devices: z.array(deviceSchema),
  addresses: z.array(addressSchema),
  accounts: z.array(accountSchema),
  preferences: z.record(z.string(), jsonValue).describe('preferred channel, language and the like, from traits'),
  customFields: z.array(z.object({ key: z.string(), labelDe: z.string(), labelEn: z.string(), type: z.enum(['text', 'number', 'date', 'boolean', 'choice']), choices: z.array(z.string()).nullable(), value: jsonValue })),
});
export type CustomerPage = z.infer<typeof customerPageSchema>;

/** What a merge would do, before it is done. */
export const mergePreviewSchema = z.object({
  survivor: customerSchema,
  loser: customerSchema,
  moves: z.object({ contacts: z.number(), identifiers: z.number(), contracts: z.number(), devices: z.number(), addresses: z.number() }),
  traitConflicts: z.array(z.object({ key: z.string(), kept: jsonValue, dropped: jsonValue })),
});
export type MergePreview = z.infer<typeof mergePreviewSchema>;

/** What an unmerge (removing one link) would split off. */
export const unmergePreviewSchema = z.object({ customers: z.array(customerSchema), contacts: z.array(z.number()).describe('contacts of each of `customers`') });

const recordBase = { externalId: z.string().max(200).optional().describe('own id of the sending system: sending it again changes instead of adding') };
/** Strict: a name beside `traits` instead of in them would be lost without a word. */
export const customerInputSchema = z.strictObject({
  kind: z.enum(['person', 'company', 'partner', 'supplier']).default('person'),
  identifiers: z.array(identifierSchema).max(20).default([]),
  traits: z.record(z.string().max(100), jsonValue).default({}),
  contracts: z.array(contractSchema.omit({ id: true, status: true, accountId: true }).partial({ endsOn: true, monthlyCents: true })).max(100).default([]),
  devices: z.array(deviceSchema.omit({ id: true }).partial({ maker: true, serial: true, software: true, ownedTo: true }).extend(recordBase)).max(100).default([]),
  addresses: z.array(addressSchema.omit({ id: true }).partial({ cell: true, validFrom: true, validTo: true }).extend(recordBase)).max(20).default([]),
  account: z.object({ externalId: z.string().max(200), kind: z.enum(['household', 'company']), name: z.string().max(200), role: z.string().max(60).optional() }).optional(),
});
export type CustomerInput = z.input<typeof customerInputSchema>;

export const customFieldSchema = z.object({ key: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,59}$/), labelDe: z.string().min(1).max(120), labelEn: z.string().min(1).max(120), type: z.enum(['text', 'number', 'date', 'boolean', 'choice']), choices: z.array(z.string().max(120)).max(100).nullable(), isPersonal: z.boolean().default(true).describe('hidden from roles that do not read personal data') });
export type CustomField = z.infer<typeof customFieldSchema>;

/** What is sent to add or change one entry; ids and derived fields are the server's. */
export const contractInputSchema = z.object({ number: z.string().min(1).max(100), product: z.string().min(1).max(200), startsOn: z.iso.date(), endsOn: z.iso.date().nullable().default(null), monthlyCents: z.number().int().min(0).nullable().default(null) });
export const deviceInputSchema = z.object({ model: z.string().min(1).max(200), maker: z.string().max(120).nullable().default(null), serial: z.string().max(120).nullable().default(null), software: z.string().max(60).nullable().default(null), ownedFrom: z.iso.date(), ownedTo: z.iso.date().nullable().default(null) });
export const addressInputSchema = z.object({ kind: addressSchema.shape.kind.default('home'), street: z.string().max(200), postcode: z.string().max(20), city: z.string().min(1).max(120), country: z.string().length(2).default('DE'), cell: z.string().max(60).nullable().default(null), validFrom: z.iso.date().nullable().default(null), validTo: z.iso.date().nullable().default(null) });
