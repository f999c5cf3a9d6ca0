import { z } from 'zod';

/** One line a person typed. */
const line = (max: number) => z.string().trim().min(1, 'is empty').max(max).regex(/^\P{Cc}*$/u, 'contains control characters');
const day = z.iso.date();

/** Software as people write it; compared number by number, so 4.10 is newer than 4.2. */
export const softwareSchema = z.string().trim().max(60).regex(/^[^0-9]{0,10}\d{1,8}(\.\d{1,8}){0,5}/, 'names no version, e.g. 4.2');

/** Whom an issue concerns: all conditions that are given must hold today. */
export const affectedRuleSchema = z.strictObject({
  device: z.strictObject({
    maker: line(120).optional(),
    model: line(200),
    softwareBelow: softwareSchema.optional().describe('only devices with older software'),
    unknownSoftware: z.enum(['include', 'leave_out']).default('include').describe('what happens with devices whose software we do not know'),
  }).optional(),
  contract: z.strictObject({ product: line(200) }).optional().describe('a running contract with this product'),
  place: z.strictObject({ cells: z.array(line(60)).min(1).max(200) }).optional().describe('an address that holds today in one of these cells'),
  boughtFrom: day.optional().describe('owned since this day or later'),
  boughtTo: day.optional(),
}).refine((rule) => rule.device !== undefined || rule.contract !== undefined || rule.place !== undefined, { message: 'names neither a device nor a contract nor a place' })
  .refine((rule) => rule.device !== undefined || (rule.boughtFrom === undefined && rule.boughtTo === undefined), { message: 'says when a device was bought, but not which', path: ['boughtFrom'] });
export type AffectedRule = z.infer<typeof affectedRuleSchema>;

export const languages = ['de', 'en'] as const;
export const issueTextSchema = z.strictObject({
  subjectLine: line(200),
  text: z.string().trim().min(1, 'is empty').max(10_000).describe('what the customer reads; variables such as {{ customer.name }} are filled in'),
  steps: z.array(line(500)).max(20).default([]).describe('what the customer does, one step each'),
});
export type IssueText = z.infer<typeof issueTextSchema>;
export const issueTextsSchema = z.strictObject({ de: issueTextSchema.optional(), en: issueTextSchema.optional() }).refine((texts) => texts.de !== undefined || texts.en !== undefined, { message: 'has no text in any language' });
export type IssueTexts = z.infer<typeof issueTextsSchema>;

const downloadUrl = z.string().trim().max(2_000).regex(/^https:\/\//, 'must begin with https://');
export const issueInputSchema = z.strictObject({
  title: line(200),
  cause: z.string().trim().min(1, 'is empty').max(4_000),
  fix: z.string().trim().max(4_000).default(''),
  downloadUrl: downloadUrl.nullable().default(null),
  texts: issueTextsSchema,
  rule: affectedRuleSchema,
  isSafetyCritical: z.boolean().default(false).describe('told even to those who object to service messages'),
  solveAfterDays: z.number().int().min(1).max(90).nullable().default(7),
  fromCaseId: z.uuid().nullable().default(null).describe('the case that showed it; it is linked at once'),
});
export type IssueInput = z.infer<typeof issueInputSchema>;
export const issueChangeSchema = issueInputSchema.omit({ fromCaseId: true }).partial().extend({ version: z.number().int().describe('the version that was read: nobody overwrites what a colleague wrote meanwhile') });
export type IssueChange = z.infer<typeof issueChangeSchema>;

export const knownIssueSchema = z.object({
  id: z.uuid(), number: z.string().describe('B-101'), title: z.string(), cause: z.string(), fix: z.string(), downloadUrl: z.string().nullable(),
  texts: issueTextsSchema, rule: affectedRuleSchema, isSafetyCritical: z.boolean(), solveAfterDays: z.number().int().nullable(),
  fromCaseId: z.string().nullable(), createdAt: z.iso.datetime(), createdBy: z.string(), changedAt: z.iso.datetime(), closedAt: z.iso.datetime().nullable(), version: z.number().int(),
  cases: z.object({ linked: z.number().int(), open: z.number().int() }),
});
export type KnownIssue = z.infer<typeof knownIssueSchema>;
export const issueListQuerySchema = z.object({ search: z.string().max(200).optional(), state: z.enum(['open', 'closed', 'all']).default('open'), limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export type IssueListQuery = z.infer<typeof issueListQuerySchema>;
export const issueListSchema = z.object({ items: z.array(knownIssueSchema), nextCursor: z.string().nullable() });

export const ruleInputSchema = z.strictObject({ rule: affectedRuleSchema });
/** How many a rule finds, before anything is decided. */
export const reachSchema = z.object({
  customers: z.number().int(),
  devices: z.number().int(),
  unknownSoftware: z.number().int().describe('devices whose software we do not know'),
  bySoftware: z.array(z.object({ software: z.string().describe('empty where unknown'), devices: z.number().int() })),
});
export type Reach = z.infer<typeof reachSchema>;
export const affectedQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(50), cursor: z.string().max(500).optional() });
export const affectedListSchema = z.object({ items: z.array(z.object({ customerId: z.uuid(), name: z.string(), model: z.string().nullable(), software: z.string().nullable() })), nextCursor: z.string().nullable() });
export type AffectedList = z.infer<typeof affectedListSchema>;

export const modelListSchema = z.object({ items: z.array(z.object({ maker: z.string().nullable(), model: z.string(), devices: z.number().int(), software: z.array(z.string()) })) });
export type ModelList = z.infer<typeof modelListSchema>;

/** Why a case may be about the same thing. */
export const reasonSchema = z.enum(['owns_it', 'same_words', 'same_place_in_journey']);
export const similarCasesSchema = z.object({
  items: z.array(z.object({ caseId: z.uuid(), number: z.string(), subjectLine: z.string(), customerId: z.string().nullable(), customerName: z.string(), openedAt: z.iso.datetime(), status: z.string(), reasons: z.array(reasonSchema), likeness: z.number().describe('0–1, for the order') })),
});
export type SimilarCases = z.infer<typeof similarCasesSchema>;
export const linkInputSchema = z.strictObject({ caseIds: z.array(z.uuid()).min(1).max(200) });
export const linkedSchema = z.object({ linked: z.number().int() });
/** Whether the case's customer is affected, and by what: for the box beside a case. */
export const caseIssuesSchema = z.object({ linked: knownIssueSchema.nullable(), suggested: z.array(knownIssueSchema.extend({ reasons: z.array(reasonSchema) })), worksAt: z.iso.datetime().nullable().describe('when the customer said that it works') });
export type CaseIssues = z.infer<typeof caseIssuesSchema>;

/** What an outreach needs of an issue. */
export interface IssueForOutreach {
  id: string;
  number: string;
  title: string;
  rule: AffectedRule;
  texts: IssueTexts;
  downloadUrl: string | null;
  isSafetyCritical: boolean;
  solveAfterDays: number | null;
  closedAt: Date | null;
}
