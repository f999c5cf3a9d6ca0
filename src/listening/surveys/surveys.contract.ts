import { z } from 'zod';
import { touchpointCodeSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { identifierSchema } from '../../people/identity/identity.contract.ts';
import { channelSchema } from '../../people/timeline/timeline.contract.ts';
import { definitionSchema, dimensionCodeSchema } from './definition.contract.ts';
import { surveyKindSchema, templateKeySchema } from './drafts.contract.ts';
import { themeSchema } from './theme.contract.ts';

/** What customers experience at a touchpoint; the page has words for these. A survey may ask about others (SERVQUAL, ECSI, own ones). */
export const dimensions = ['speed', 'ease', 'reliability', 'friendliness', 'competence', 'information'] as const;
export const dimensionSchema = dimensionCodeSchema;
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

const name = text(1, 120);

export const surveyInputSchema = z
  .strictObject({
    code: surveyCodeSchema,
    touchpoint: touchpointCodeSchema.nullable().default(null).describe('null: about the relationship, employees or ideas as a whole'),
    nameDe: name,
    nameEn: name,
    kind: surveyKindSchema.optional().describe('default: that of the template, else transactional'),
    template: templateKeySchema.optional(),
    definition: definitionSchema.optional(),
    dimensions: z.array(dimensionSchema).min(1).max(20).refine((chosen) => new Set(chosen).size === chosen.length, 'each dimension once').optional().describe('for the template after_contact, which is taken when only they are given'),
    withCsat: z.boolean().optional().describe('for the template after_contact: also ask "how satisfied are you?" (1–5)'),
    publish: z.boolean().default(false).describe('version 1 at once, open at once'),
  })
  .refine(({ template, definition }) => template === undefined || definition === undefined, 'a template or a definition, not both');
export type SurveyInput = z.input<typeof surveyInputSchema>;
export type SurveyFields = z.output<typeof surveyInputSchema>;

const instant = z.iso.datetime({ offset: true });

/** Changes to a survey; its code stays, and what it asks is changed in its draft. */
export const surveyChangeSchema = z
  .strictObject({
    touchpoint: touchpointCodeSchema.nullable(),
    nameDe: name,
    nameEn: name,
    kind: surveyKindSchema,
    theme: themeSchema.nullable().describe('null: as the brand'),
    opensAt: instant.nullable(),
    closesAt: instant.nullable(),
    state: z.enum(['open', 'closed', 'archived']),
  })
  .partial();
export type SurveyChange = z.infer<typeof surveyChangeSchema>;

/** draft: never published; scheduled: opens later. */
export const surveyStates = ['draft', 'scheduled', 'open', 'closed', 'archived'] as const;
export type SurveyState = (typeof surveyStates)[number];

export const surveySchema = z.object({
  code: surveyCodeSchema,
  touchpoint: z.string().nullable(),
  nameDe: z.string(),
  nameEn: z.string(),
  kind: surveyKindSchema,
  state: z.enum(surveyStates),
  theme: themeSchema.nullable(),
  languages: z.array(z.string()),
  questions: z.number().int().describe('in the draft'),
  draftRevision: z.number().int(),
  draftSavedAt: z.iso.datetime(),
  draftSavedBy: z.string(),
  publishedVersion: z.number().int().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  hasUnpublishedChanges: z.boolean(),
  opensAt: z.iso.datetime().nullable(),
  closesAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  archivedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  responses: z.number().int(),
  lastResponseAt: z.iso.datetime().nullable(),
  links: z.object({ made: z.number().int(), used: z.number().int() }).describe('personal links'),
});
export type Survey = z.infer<typeof surveySchema>;

export const surveyListQuerySchema = z.object({
  touchpoint: codeInAddress.optional(),
  kind: surveyKindSchema.optional(),
  state: z.enum(surveyStates).optional().describe('without it: all but archived ones'),
  search: z.string().max(120).regex(/^[^\0]*$/).optional().describe('part of the code or a name'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
});
export type SurveyListQuery = z.infer<typeof surveyListQuerySchema>;
export const surveyListSchema = z.object({ items: z.array(surveySchema), nextCursor: z.string().nullable() });
export type SurveyList = z.infer<typeof surveyListSchema>;

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
