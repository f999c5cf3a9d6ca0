import { z } from 'zod';
import { identifierSchema } from '../../../people/identity/identity.contract.ts';
import { channelSchema } from '../../../people/timeline/timeline.contract.ts';
import { type ResponseSource, responseSourceSchema } from '../../surveys/definition.contract.ts';
import { answerRoleSchema, codeInAddress, dimensionSchema } from '../../surveys/surveys.contract.ts';

export const COMMENT_LIMIT = 5_000;
export const RESPONSES_PER_BATCH = 5_000;
export const ANSWERS_PER_RESPONSE = 40;

/** One answer by what it says. Scales: expectation, experience, overall, ces 0–10; nps 0–10 and csat 1–5 in whole points; comment is text. */
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

/** A response in the neutral shape of imports and other programs, which know roles and dimensions, not our questions. */
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
    source: responseSourceSchema.default('import'),
    answers: answersSchema,
  })
  .refine(({ surveyCode, touchpointCode }) => surveyCode !== undefined || touchpointCode !== undefined, 'a response names its survey or its touchpoint');
export type SurveyResponse = z.input<typeof surveyResponseSchema>;
export type ParsedResponse = z.output<typeof surveyResponseSchema>;

/** A finished response by question, from somebody who may say when and by whom it was given: the demo, answers inside of mails. */
export interface TrustedResponse {
  survey: string;
  id: string;
  /** Default: the version that customers get now. */
  version?: number;
  answers: Readonly<Record<string, unknown>>;
  identifiers?: readonly { kind: string; value: string }[];
  /** An identifier as it stands in history, instead of naming it. */
  subject?: string;
  at: Date;
  startedAt?: Date;
  language?: string;
  source?: ResponseSource;
  hidden?: Readonly<Record<string, string>>;
  /** Target group. */
  group?: string;
}

export interface Accepted {
  accepted: number;
  /** Had been accepted before; nothing was changed. */
  repeated: number;
}
