import { z } from 'zod';
import { filterSchema, lineSchema } from '../../platform/http/texts.contract.ts';

/**
 * Which survey shows where on the company's own pages. The script on those pages (src/clients/widget/loader.ts) reads
 * the live ones and decides by show.logic.ts; whom the server knows it may refuse (ask).
 */

export const surveyCodeInPathSchema = filterSchema(60);

/** popover: a small window above the page; slide_in: from the side; modal: in front of everything; inline: inside of an element of the page. */
export const ways = ['popover', 'slide_in', 'modal', 'inline'] as const;
export type Way = (typeof ways)[number];

/** Path of a page, `*` for anything: `/shop/*`; with a host: `www.nordfunk.example/shop/*`. */
export const pagePatternSchema = lineSchema(300, 1);

export const triggerSchema = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('page') }),
  /** A name given to `momente.track`. */
  z.strictObject({ on: z.literal('event'), event: lineSchema(200, 1) }),
  z.strictObject({ on: z.literal('scroll'), pct: z.int().min(1).max(100) }),
  z.strictObject({ on: z.literal('time'), seconds: z.int().min(1).max(3_600) }),
  /** The pointer leaves the page at its top. Telephones have no pointer: there it does not happen. */
  z.strictObject({ on: z.literal('exit') }),
  /** Only when the page asks for it: `momente.show('<survey>')`. */
  z.strictObject({ on: z.literal('call') }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

/** once; again after `days` until it is answered; again every `days`, answered or not. */
export const frequencySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('once') }),
  z.strictObject({ kind: z.literal('until_answered'), days: z.int().min(1).max(730) }),
  z.strictObject({ kind: z.literal('every'), days: z.int().min(1).max(730) }),
]);
export type Frequency = z.infer<typeof frequencySchema>;

export const comparisons = ['is', 'is_not', 'contains', 'above', 'below', 'known', 'unknown'] as const;
export const traitRuleSchema = z.strictObject({ trait: lineSchema(100, 1), comparison: z.enum(comparisons), value: z.string().max(200).default('') });
export type TraitRule = z.infer<typeof traitRuleSchema>;

const selectorSchema = lineSchema(200, 1);
export const rulesSchema = z.strictObject({
  way: z.enum(ways),
  side: z.enum(['right', 'left']).default('right'),
  /** CSS selector of the element that an inline survey stands in. */
  selector: selectorSchema.nullable().default(null),
  trigger: triggerSchema,
  delaySeconds: z.int().min(0).max(600).default(0).describe('after the trigger'),
  /** Empty: on all pages. */
  pages: z.array(pagePatternSchema).max(50).default([]),
  exceptPages: z.array(pagePatternSchema).max(50).default([]),
  share: z.number().min(0).max(1).default(1).describe('of the visitors; the same visitor is always in or always out'),
  frequency: frequencySchema.default({ kind: 'until_answered', days: 30 }),
  /** Rest after any other survey on these pages. */
  quietDays: z.int().min(0).max(365).default(14),
  /** signed_in: only who was named by `momente.identify`. */
  visitors: z.enum(['all', 'signed_in', 'anonymous']).default('all'),
  isAnonymous: z.boolean().default(false).describe('answers come without who it is, also of those who are signed in'),
  traits: z.array(traitRuleSchema).max(10).default([]).describe('all of them hold; they stand in the answer to the page, so put no secret here'),
}).refine(({ way, selector }) => way !== 'inline' || selector !== null, { path: ['selector'], message: 'says no element' });
export type Rules = z.infer<typeof rulesSchema>;

export const placementInputSchema = z.strictObject({
  name: lineSchema(120, 1), survey: surveyCodeInPathSchema, sourceId: z.uuid().nullable().default(null), rules: rulesSchema,
  rank: z.int().min(1).max(1_000).default(100), isLive: z.boolean().default(false),
});
export type PlacementInput = z.infer<typeof placementInputSchema>;
export const placementChangeSchema = placementInputSchema.extend({ version: z.int().describe('the one that was read') });
export type PlacementChange = z.infer<typeof placementChangeSchema>;
/** What happens to a placement without its rules being touched. */
export const placementStateSchema = z.strictObject({ isLive: z.boolean() });

export const placementSchema = z.object({
  id: z.uuid(), name: z.string(), survey: z.string(), surveyNameDe: z.string(), surveyNameEn: z.string(), sourceId: z.uuid().nullable(), rules: rulesSchema, rank: z.int(),
  liveAt: z.iso.datetime().nullable(), createdAt: z.iso.datetime(), createdBy: z.string(), updatedAt: z.iso.datetime(), version: z.int(),
  shown: z.int().describe('in the last 30 days'), answered: z.int().describe('of those, finished'),
});
export type Placement = z.infer<typeof placementSchema>;
export const placementListQuerySchema = z.object({ survey: surveyCodeInPathSchema.optional(), limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
export type PlacementListQuery = z.infer<typeof placementListQuerySchema>;
export const placementListSchema = z.object({ items: z.array(placementSchema), nextCursor: z.string().nullable() });

/** What the script on a page gets to know. */
export const publicPlacementSchema = z.object({ id: z.uuid(), survey: z.string(), rules: rulesSchema });
export type PublicPlacement = z.infer<typeof publicPlacementSchema>;
export const publicPlacementsQuerySchema = z.object({ writeKey: z.string().min(1).max(200) });
export const publicPlacementsSchema = z.object({ placements: z.array(publicPlacementSchema) });

/** Who looks at the page, as the page says it. */
const visitorFields = { userId: z.string().max(500).optional(), anonymousId: z.string().max(500).optional() };
/** The script asks right before it shows something; the answer says no more than yes or no. */
export const askSchema = z.strictObject({ writeKey: z.string().min(1).max(200), responseId: z.uuid().describe('made by the page; the response gets it'), isWanted: z.boolean().default(false).describe('the visitor has asked for it, e.g. by a button: nobody is too tired for that'), ...visitorFields });
export type Ask = z.infer<typeof askSchema>;
export const askedSchema = z.object({ show: z.boolean() });

/** Pages with the script: a source of events and where its key may be used. */
export const originSchema = z.string().trim().regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'is not the beginning of an address such as https://www.example.com');
export const siteSchema = z.object({ sourceId: z.uuid(), name: z.string(), writeKey: z.string(), origins: z.array(z.string()) });
export type Site = z.infer<typeof siteSchema>;
export const siteListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
export const siteListSchema = z.object({ items: z.array(siteSchema), nextCursor: z.string().nullable() });
export const siteChangeSchema = z.strictObject({ origins: z.array(originSchema).max(50) });
