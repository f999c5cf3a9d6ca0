import { z } from 'zod';
import { touchpointCodeSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { filterSchema, textSchema } from '../../platform/http/texts.contract.ts';
import { definitionSchema, dimensionCodeSchema } from './definition.contract.ts';
import { surveyKindSchema, templateKeySchema } from './drafts/drafts.contract.ts';
import { themeSchema } from './looks/theme.contract.ts';

/** What customers experience at a touchpoint; the page has words for these. A survey may ask about others (SERVQUAL, ECSI, own ones). */
export const dimensions = ['speed', 'ease', 'reliability', 'friendliness', 'competence', 'information'] as const;
export const dimensionSchema = dimensionCodeSchema;
export type Dimension = z.infer<typeof dimensionSchema>;

/** What an answer says. `overall` and `ces` come from imports; our own survey does not ask them. */
export const answerRoles = ['expectation', 'experience', 'nps', 'csat', 'ces', 'comment', 'overall'] as const;
export const answerRoleSchema = z.enum(answerRoles);
export type AnswerRole = z.infer<typeof answerRoleSchema>;

export const languageSchema = z.enum(['de', 'en']);

export const surveyCodeSchema = touchpointCodeSchema;
/** A code as it may stand in an address; whether it exists is another question. */
export const codeInAddress = filterSchema(60);

/** One line or paragraph; PostgreSQL cannot keep the character NUL. */

const name = textSchema(120, 1);

const needsLink = z.boolean().describe('among employees: only over links that are good for one answer, so that nobody answers twice');

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
    needsLink: needsLink.optional().describe('default: yes among employees'),
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
    needsLink,
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
  needsLink: z.boolean().describe('among employees: answered only over links that are good for one answer'),
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
  search: filterSchema(120).optional().describe('part of the code or a name'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().max(500).optional(),
});
export type SurveyListQuery = z.infer<typeof surveyListQuerySchema>;
export const surveyListSchema = z.object({ items: z.array(surveySchema), nextCursor: z.string().nullable() });
export type SurveyList = z.infer<typeof surveyListSchema>;
