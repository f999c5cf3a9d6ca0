import { z } from 'zod';
import { touchpointCodeSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { identifierSchema } from '../../people/identity/identity.contract.ts';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';

/** What customers experience at a touchpoint; expectation and experience are asked on the same dimension and scale. */
export const dimensions = ['speed', 'ease', 'reliability', 'friendliness', 'competence', 'information'] as const;
export const dimensionSchema = z.enum(dimensions);
export type Dimension = z.infer<typeof dimensionSchema>;

/** What an answer says. `overall` and `ces` come from imports; our own survey does not ask them. */
export const answerRoles = ['expectation', 'experience', 'nps', 'csat', 'ces', 'comment', 'overall'] as const;
export const answerRoleSchema = z.enum(answerRoles);
export type AnswerRole = z.infer<typeof answerRoleSchema>;

export const COMMENT_LIMIT = 5_000;
export const RESPONSES_PER_BATCH = 5_000;
export const ANSWERS_PER_RESPONSE = 40;

export const languageSchema = z.enum(['de', 'en']);

export const surveyCodeSchema = touchpointCodeSchema;
/** A code as it may stand in an address; whether it exists is another question. */
export const codeInAddress = z.string().max(60).regex(/^[^\0]*$/, 'holds the character NUL');

/** One line or paragraph; PostgreSQL cannot keep the character NUL. */
const text = (low: number, high: number) => z.string().trim().min(low).max(high).regex(/^[^\0]*$/, 'holds the character NUL');

const surveyFields = z.object({
  touchpoint: touchpointCodeSchema,
  nameDe: text(1, 120),
  nameEn: text(1, 120),
  introDe: text(0, 500),
  introEn: text(0, 500),
  dimensions: z.array(dimensionSchema).min(1).max(dimensions.length).refine((chosen) => new Set(chosen).size === chosen.length, 'each dimension once'),
  withCsat: z.boolean().describe('also ask "how satisfied are you?" (1–5)'),
});

export const surveyInputSchema = surveyFields.extend({
  code: surveyCodeSchema,
  introDe: surveyFields.shape.introDe.default(''),
  introEn: surveyFields.shape.introEn.default(''),
  withCsat: surveyFields.shape.withCsat.default(false),
});
export type SurveyInput = z.input<typeof surveyInputSchema>;
export type SurveyFields = z.output<typeof surveyInputSchema>;

/** Changes to a survey; its code stays. */
export const surveyChangeSchema = surveyFields.partial().extend({ state: z.enum(['open', 'closed']).optional() });
export type SurveyChange = z.infer<typeof surveyChangeSchema>;

export const surveySchema = surveyFields.extend({
  code: surveyCodeSchema,
  state: z.enum(['open', 'closed']),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  responses: z.number().int(),
  lastResponseAt: z.iso.datetime().nullable(),
  links: z.object({ made: z.number().int(), used: z.number().int() }).describe('personal links'),
});
export type Survey = z.infer<typeof surveySchema>;

export const surveyListQuerySchema = z.object({
  touchpoint: codeInAddress.optional(),
  state: z.enum(['open', 'closed']).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
});
export type SurveyListQuery = z.infer<typeof surveyListQuerySchema>;
export const surveyListSchema = z.object({ items: z.array(surveySchema), nextCursor: z.string().nullable() });

/** Without identifier and count: the open link, which anybody may use. Otherwise personal links, each good for one response. */
export const linksInputSchema = z
  .object({ identifier: identifierSchema.optional(), count: z.number().int().min(1).max(1_000).optional(), language: languageSchema.optional() })
  .refine(({ identifier, count }) => identifier === undefined || count === undefined || count === 1, 'one link per identifier')
  .refine(({ identifier }) => identifier === undefined || !/\0/.test(identifier.kind), 'holds the character NUL');
export type LinksInput = z.infer<typeof linksInputSchema>;
export const linksSchema = z.object({ kind: z.enum(['open', 'personal']), links: z.array(z.string()).describe('addresses; personal ones are shown this once') });

/** What the customer's page needs; texts only, nothing about anybody. */
export const publicSurveySchema = z.object({
  code: z.string(),
  nameDe: z.string(),
  nameEn: z.string(),
  introDe: z.string(),
  introEn: z.string(),
  dimensions: z.array(dimensionSchema),
  withCsat: z.boolean(),
});
export type PublicSurvey = z.infer<typeof publicSurveySchema>;

/** One answer. Scales: expectation, experience, overall, ces 0–10; nps 0–10 and csat 1–5 in whole points; comment is text. */
export const answerSchema = z
  .strictObject({
    item: z.string().regex(/^[\w.-]{1,60}$/, 'letters, digits, _ . - ; at most 60').optional().describe('code of the question; default: role and dimension'),
    dimension: dimensionSchema.nullish().describe('for expectation and experience'),
    role: answerRoleSchema,
    value: z.number().optional(),
    text: z.string().max(COMMENT_LIMIT).optional(),
  });
export type AnswerInput = z.infer<typeof answerSchema>;

/** Answers are judged one by one, so that a refusal names the place of each wrong one (422). */
const answersSchema = z.array(z.unknown()).min(1).max(ANSWERS_PER_RESPONSE).describe('objects {role, dimension?, value?, text?, item?}: role expectation|experience|nps|csat|comment; values 0–10, csat 1–5');

export const publicResponseSchema = z.object({
  responseId: z.uuid().describe('chosen by the sender; sending it again changes nothing'),
  token: z.string().max(200).optional(),
  language: languageSchema.default('en'),
  answers: answersSchema,
});
export type PublicResponse = z.infer<typeof publicResponseSchema>;
export const responseAcceptedSchema = z.object({ responseId: z.uuid(), accepted: z.literal(true), repeated: z.boolean().describe('true when it had been accepted before') });

/** A response in the neutral shape that surveys, imports and the demo share. */
export const surveyResponseSchema = z
  .object({
    id: z.uuid(),
    surveyCode: codeInAddress.optional(),
    touchpointCode: codeInAddress.optional(),
    /** Without identifiers the response is anonymous: a subject of its own. */
    identifiers: z.array(identifierSchema).max(20).default([]),
    at: z.iso.datetime({ offset: true }),
    language: z.string().regex(/^[a-z]{0,3}$/).default(''),
    /** Channel of the contact that it is about; default: the channel of the touchpoint. */
    channel: channelSchema.optional(),
    group: codeInAddress.optional().describe('target group'),
    answers: answersSchema,
  })
  .refine(({ surveyCode, touchpointCode }) => surveyCode !== undefined || touchpointCode !== undefined, 'a response names its survey or its touchpoint');
export type SurveyResponse = z.input<typeof surveyResponseSchema>;
export type ParsedResponse = z.output<typeof surveyResponseSchema>;
