import { z } from 'zod';

/** What may stand in an address between braces; values come from the customer and are URL-encoded. */
export const placeholders = ['cell', 'street', 'postcode', 'city', 'country', 'customerNumber', 'contractNumber', 'product', 'deviceModel', 'deviceMaker', 'deviceSerial', 'deviceSoftware', 'email', 'phone', 'category', 'touchpoint', 'language'] as const;
export const placeholderSchema = z.enum(placeholders);
export type Placeholder = z.infer<typeof placeholderSchema>;
export type PlaceholderValues = Partial<Record<Placeholder, string>>;

export const verdictSchema = z.enum(['good', 'fair', 'bad']);
export type Verdict = z.infer<typeof verdictSchema>;
const words = z.object({ de: z.string().trim().max(200), en: z.string().trim().max(200) });

/** One thing to read out of an answer. */
export const lookupFieldSchema = z.object({
  path: z.string().trim().min(1).max(200).regex(/^[^\s]+$/).describe('where it stands in the JSON answer: quality, cell.voice, incidents[0].title, incidents[].title'),
  labelDe: z.string().trim().min(1).max(80),
  labelEn: z.string().trim().min(1).max(80),
  unit: z.string().trim().max(20).default(''),
  goodFrom: z.number().nullable().default(null).describe('from here on it is good; smaller than badFrom means that more is better'),
  badFrom: z.number().nullable().default(null).describe('at this value or worse it is bad'),
  words: z.object({ good: words, fair: words, bad: words }).nullable().default(null).describe('the verdict as a sentence'),
});
export type LookupField = z.infer<typeof lookupFieldSchema>;

export const headerNameSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/);
export const lookupInputSchema = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  nameDe: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  urlTemplate: z.string().trim().min(1).max(1_000).describe('https://net.example/cells/{cell}; the host is fixed'),
  headers: z.record(headerNameSchema, z.string().max(500)).default({}),
  secretHeader: headerNameSchema.nullable().default(null).describe('header that carries the secret, e.g. authorization'),
  secret: z.string().max(2_000).nullable().optional().describe('whole value of that header, e.g. Bearer …; left out = stays, null = none. Never given back.'),
  timeoutMs: z.number().int().min(100).max(15_000).default(3_000),
  cacheS: z.number().int().min(0).max(604_800).default(300),
  fields: z.array(lookupFieldSchema).min(1).max(20),
  isPaused: z.boolean().default(false),
});
export type LookupInput = z.output<typeof lookupInputSchema>;

export const lookupSchema = lookupInputSchema.omit({ secret: true }).extend({
  id: z.uuid(),
  hasSecret: z.boolean(),
  placeholders: z.array(placeholderSchema),
  isDemo: z.boolean().describe('made by the sample company, asks a service on this machine'),
  state: z.object({ kind: z.enum(['unused', 'well', 'failing', 'resting']), failures: z.number(), lastFailure: z.string().nullable(), lastFailedAt: z.iso.datetime().nullable(), lastAnsweredAt: z.iso.datetime().nullable(), restsUntil: z.iso.datetime().nullable() }),
});
export type Lookup = z.infer<typeof lookupSchema>;
export const lookupListSchema = z.object({ items: z.array(lookupSchema) });

export const lookupFactSchema = z.object({
  path: z.string(), labelDe: z.string(), labelEn: z.string(), unit: z.string(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable().describe('null: the answer does not say'),
  verdict: verdictSchema.nullable(),
  sentence: words.nullable(),
});
export type LookupFact = z.infer<typeof lookupFactSchema>;

/** What one lookup says about one question, with its age. */
export const lookupResultSchema = z.object({
  code: z.string(), nameDe: z.string(), nameEn: z.string(),
  state: z.enum(['answered', 'stale', 'failed', 'unasked']).describe('stale: the source is away, this is what it said last; unasked: something it needs is unknown'),
  facts: z.array(lookupFactSchema),
  fetchedAt: z.iso.datetime().nullable(),
  ageS: z.number().nullable(),
  problem: z.string().nullable().describe('outside.timed_out, outside.unreachable …, lookup.no_json, lookup.status, lookup.resting'),
  missing: z.array(placeholderSchema),
});
export type LookupResult = z.infer<typeof lookupResultSchema>;

export const lookupTestInputSchema = z.strictObject({ lookup: lookupInputSchema, id: z.uuid().nullable().default(null).describe('whose kept secret to use'), values: z.partialRecord(placeholderSchema, z.string().max(200)).default({}) });
export const lookupTestSchema = z.object({ ok: z.boolean(), url: z.string().nullable(), status: z.number().nullable(), tookMs: z.number(), problem: z.string().nullable(), detail: z.string().nullable(), facts: z.array(lookupFactSchema), sample: z.string().describe('beginning of the answer') });
export type LookupTest = z.infer<typeof lookupTestSchema>;
