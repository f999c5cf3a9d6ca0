import { z } from 'zod';
import { touchpointSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';
import { identifierSchema } from '../../people/identity/identity.contract.ts';
import { channelSchema, directionSchema } from '../../people/timeline/timeline.contract.ts';
import { accountSchema, addressInputSchema, contractInputSchema, customerSchema, deviceInputSchema } from '../../people/customers/customers.contract.ts';
import { dimensionSchema } from '../surveys/surveys.contract.ts';
import { scoreRoleSchema } from './imports.contract.ts';

/**
 * What one row of a file says, once it is understood. Identifiers are as written; identity brings them into their normal
 * form and may still refuse them (`identifier.invalid`). A field that the file does not have is absent, so that what is
 * known stays; an empty cell is absent as well.
 */
const identifiers = z.array(identifierSchema).max(20);
const traits = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
/** As a person writes it: B looks for the code, then the name in either language; unknown ones are made under `code`. */
const namedTouchpoint = z.object({ code: z.string(), name: z.string() });
const instant = z.iso.datetime();

const accountRef = z.object({ externalId: z.string().min(1).max(200), kind: accountSchema.shape.kind, name: z.string().max(200), role: z.string().max(60).nullable() });
const addressOfRow = addressInputSchema.omit({ cell: true }).extend({ externalId: z.string().max(200).nullable() });
const contractOfRow = contractInputSchema.extend({ accountExternalId: z.string().max(200).nullable() });
const deviceOfRow = deviceInputSchema.extend({ externalId: z.string().max(200).nullable() });

export const customerRecordSchema = z.object({
  target: z.literal('customers'),
  identifiers: identifiers.min(1),
  kind: customerSchema.shape.kind.nullable(),
  traits,
  at: instant.nullable().describe('when it was so; null = when it is imported'),
  address: addressOfRow.nullable(),
  account: accountRef.nullable(),
  contract: contractOfRow.nullable(),
  device: deviceOfRow.nullable(),
});
export const accountRecordSchema = z.object({ target: z.literal('accounts'), externalId: z.string().min(1).max(200), kind: accountSchema.shape.kind, name: z.string().max(200), identifiers: identifiers.describe('of the member named in this row; may be empty'), role: z.string().max(60).nullable() });
export const contractRecordSchema = contractOfRow.extend({ target: z.literal('contracts'), identifiers: identifiers.min(1) });
export const deviceRecordSchema = deviceOfRow.extend({ target: z.literal('devices'), identifiers: identifiers.min(1) });

export const interactionRecordSchema = z.object({
  target: z.literal('interactions'),
  identifiers: identifiers.min(1),
  messageKey: z.string().max(255).nullable().describe('own id of the contact; null = made from the row'),
  at: instant,
  kind: z.string().min(1).max(200),
  channel: channelSchema.nullable(),
  direction: directionSchema,
  touchpoint: namedTouchpoint.nullable(),
  department: z.string().max(60),
  product: z.string().max(200),
  place: z.string().max(200),
  subjectLine: z.string().max(500),
  text: z.string().max(20_000),
  language: z.string().max(3),
  score: z.number().min(0).max(10).nullable(),
  mood: z.number().min(-2).max(2).nullable(),
  costCents: z.number().int().nullable(),
  properties: traits.describe('own columns; durationSeconds and endedAt where the file has an end'),
  traits,
});

export const scoreRecordSchema = z.object({
  target: z.literal('scores'),
  identifiers: identifiers.describe('empty = somebody of its own per row'),
  responseKey: z.string().max(255).nullable().describe('own id of the response; null = made from the row'),
  at: instant,
  channel: channelSchema.nullable(),
  language: z.string().max(3),
  group: z.string().max(60),
  comment: z.string().max(5_000),
  traits,
  responses: z
    .array(
      z.object({
        touchpoint: namedTouchpoint,
        answers: z.array(z.object({ role: scoreRoleSchema, dimension: dimensionSchema.nullable(), value: z.number().describe('on the scale it is stored on: csat 1–5, all others 0–10') })).min(1).max(40),
      }),
    )
    .min(1)
    .describe('one per touchpoint; a comment belongs to the first'),
});

const touchpoint = touchpointSchema.shape;
/** A column that the file does not have leaves what is known; a new touchpoint needs at least a name. */
export const touchpointRecordSchema = z.object({
  target: z.literal('touchpoints'),
  code: touchpoint.code,
  nameDe: touchpoint.nameDe.optional(),
  nameEn: touchpoint.nameEn.optional(),
  descriptionDe: touchpoint.descriptionDe.unwrap().optional(),
  descriptionEn: touchpoint.descriptionEn.unwrap().optional(),
  stage: touchpoint.stage.optional(),
  channel: touchpoint.channel.optional(),
  kind: touchpoint.kind.optional(),
  reachKind: touchpoint.reachKind.unwrap().optional(),
  department: touchpoint.department.unwrap().optional(),
  involvedDepartments: touchpoint.involvedDepartments.unwrap().optional(),
  momentOfTruth: touchpoint.momentOfTruth.unwrap().optional(),
  tangibleItems: touchpoint.tangibleItems.unwrap().optional(),
});

export const importRecordSchema = z.discriminatedUnion('target', [customerRecordSchema, accountRecordSchema, contractRecordSchema, deviceRecordSchema, interactionRecordSchema, scoreRecordSchema, touchpointRecordSchema]);
export type ImportRecord = z.output<typeof importRecordSchema>;
export type CustomerRecord = z.output<typeof customerRecordSchema>;
export type AccountRecord = z.output<typeof accountRecordSchema>;
export type ContractRecord = z.output<typeof contractRecordSchema>;
export type DeviceRecord = z.output<typeof deviceRecordSchema>;
export type InteractionRecord = z.output<typeof interactionRecordSchema>;
export type ScoreRecord = z.output<typeof scoreRecordSchema>;
export type TouchpointRecord = z.output<typeof touchpointRecordSchema>;
