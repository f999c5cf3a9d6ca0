import { z } from 'zod';
import { identifierSchema } from '../../people/identity/identity.contract.ts';
import { definitionSchema, languageTagSchema, partIdSchema, rawAnswersSchema, responseSourceSchema, wordingSchema } from '../surveys/definition.contract.ts';
import { codeInAddress } from '../surveys/surveys.contract.ts';
import { themeSchema } from '../surveys/looks/theme.contract.ts';

/**
 * What crosses between a customer's page and the server. No sign-in and no cookies: a response belongs to whoever knows
 * its id, which the page chose; a link may say more.
 */

const noNul = /^[^\0]*$/;
const token = z.string().min(1).max(200).regex(noNul);
const pin = z.string().max(20).regex(noNul);
const instant = z.iso.datetime({ offset: true });

/** Values for hidden fields; what the survey does not know is dropped. */
export const hiddenSchema = z.record(z.string().max(60), z.string().max(500).regex(noNul, 'holds the character NUL')).refine((all) => Object.keys(all).length <= 60, 'too many values');

/** Whether a survey takes answers. answered, expired, pin_needed, link_needed are about the link. */
export const publicStates = ['open', 'not_yet', 'closed', 'quota_full', 'answered', 'expired', 'pin_needed', 'link_needed'] as const;
export type PublicState = (typeof publicStates)[number];

export const publicSurveyQuerySchema = z.object({
  token: token.optional(),
  pin: pin.optional(),
  lang: z.string().max(60).optional(),
  preview: z.string().max(10).optional(),
});
export type PublicSurveyQuery = z.infer<typeof publicSurveyQuerySchema>;

export const publicSurveySchema = z.object({
  code: z.string(),
  state: z.enum(publicStates),
  version: z.number().int().nullable(),
  definition: definitionSchema.nullable().describe('only while the state is open'),
  theme: themeSchema.nullable(),
  languages: z.array(z.string()),
  title: wordingSchema.describe('in each language; empty until the PIN is given'),
  notice: wordingSchema.nullable().describe('what the survey says when it is closed or a quota is full; null = the page’s own words'),
  hidden: z.record(z.string(), z.string()).describe('values that came with the link'),
  resume: z.object({ responseId: z.uuid(), language: z.string(), answers: z.record(z.string(), z.unknown()), seq: z.number().int() }).nullable().describe('what was answered with this link before'),
  isPersonal: z.boolean().describe('whether the link was made for somebody'),
});
export type PublicSurvey = z.infer<typeof publicSurveySchema>;

/** Ways that a page may name; imports and staff say so on other ways. */
const publicSourceSchema = responseSourceSchema.exclude(['api', 'import', 'staff']);

/** One save. The page numbers its saves (`seq`), so that an older one never replaces a newer one; the first final one counts for ever. */
export const saveResponseSchema = z.object({
  version: z.int().min(1).max(1_000_000),
  language: languageTagSchema,
  answers: rawAnswersSchema.describe('by question id; which shape belongs to which kind stands in the definition'),
  hidden: hiddenSchema.default({}),
  token: token.optional(),
  pin: pin.optional(),
  source: publicSourceSchema.default('link'),
  startedAt: instant.describe('by the customer’s clock'),
  answeredAt: instant.optional().describe('when it was finished by that clock, where it is sent later (kiosk without a line)'),
  sentAt: instant.optional().describe('that clock at the moment of sending; tells how wrong it is'),
  seq: z.int().min(0).max(1_000_000_000),
  isFinal: z.boolean(),
  /** The widget's key and whom it believes to see: a claim, kept as seen by its source; a personal link counts more. */
  writeKey: z.string().max(200).optional(),
  identifiers: z.array(identifierSchema).max(5).optional(),
  website: z.string().max(500).optional().describe('a field that people do not see; whoever fills it is a machine'),
});
export type SaveResponse = z.infer<typeof saveResponseSchema>;
export type SaveResponseInput = z.input<typeof saveResponseSchema>;

/** finished also for whoever sends it again. quota_full: kept, not counted. closed: nothing was kept. */
export const saveStates = ['saved', 'finished', 'quota_full', 'closed'] as const;
export const savedResponseSchema = z.object({
  responseId: z.uuid(),
  state: z.enum(saveStates),
  repeated: z.boolean().describe('nothing was changed: it had been kept before, or something newer'),
  ending: partIdSchema.nullable().describe('the ending that the answers lead to'),
});
export type SavedResponse = z.infer<typeof savedResponseSchema>;

export const responseParamsSchema = z.object({ code: codeInAddress, id: z.uuid() });
export const uploadQuerySchema = z.object({ question: partIdSchema });
export const uploadedFileSchema = z.object({ fileId: z.uuid(), name: z.string(), bytes: z.number().int(), contentType: z.string() });
export type UploadedFile = z.infer<typeof uploadedFileSchema>;
/** Of the sent name, percent-encoded. */
export const FILE_NAME_HEADER = 'x-file-name';

/** For staff: what came in, without what was said. */
export const suspicions = ['honeypot', 'too_fast'] as const;
export const responseListQuerySchema = z.object({
  state: z.enum(['open', 'finished', 'quota_full', 'suspicious']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ResponseListQuery = z.infer<typeof responseListQuerySchema>;
export const responseItemSchema = z.object({
  id: z.uuid(),
  version: z.number().int().nullable(),
  state: z.enum(['open', 'finished', 'quota_full']),
  source: z.string(),
  language: z.string(),
  startedAt: z.iso.datetime().nullable(),
  savedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  lastQuestion: z.string().nullable(),
  ending: z.string().nullable(),
  suspicion: z.enum(suspicions).nullable().describe('kept apart from figures; null also after it was released'),
  files: z.number().int(),
});
export type ResponseItem = z.infer<typeof responseItemSchema>;
export const responseListSchema = z.object({ items: z.array(responseItemSchema).describe('newest save first'), nextCursor: z.string().nullable() });
export type ResponseList = z.infer<typeof responseListSchema>;
export const responseFileSchema = z.object({ id: z.uuid(), question: z.string(), name: z.string(), contentType: z.string(), bytes: z.number().int(), uploadedAt: z.iso.datetime() });
export const responseFilesSchema = z.object({ items: z.array(responseFileSchema) });
