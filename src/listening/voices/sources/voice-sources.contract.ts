import { z } from 'zod';
import { ownSignatureSchema, signingWaySchema } from '../../inlets/inlets.contract.ts';
import { lineSchema, timeZoneSchema } from '../../../platform/http/texts.contract.ts';
import { voiceKindSchema } from '../voices.contract.ts';

export const sourceKinds = ['file', 'feed', 'json', 'webhook', 'mailbox'] as const;
export const sourceKindSchema = z.enum(sourceKinds);
export type SourceKind = z.infer<typeof sourceKindSchema>;

const place = lineSchema(300, 1);

/** Parts of a voice that a source can have. */
export const voiceFields = ['id', 'at', 'title', 'text', 'stars', 'author', 'url', 'place', 'product', 'language', 'answer', 'answeredAt'] as const;
export type VoiceField = (typeof voiceFields)[number];
/** Where the parts stand: in JSON paths such as `review.text`, in tables the headings of columns. */
export const mappingSchema = z.strictObject({
  items: lineSchema(300).default('').describe('JSON: where the list of voices stands; empty: the whole document'),
  fields: z.partialRecord(z.enum(voiceFields), place),
  identifiers: z.array(z.strictObject({ kind: z.string().regex(/^[A-Za-z][\w.-]{0,59}$/, 'is not a kind of identifier'), at: place })).max(5).default([]).describe('who wrote it, only by something sure: email, userId, customerNumber …; `order` is looked up among the contracts'),
  pattern: z.string().max(60).nullable().default(null).describe('of dates in tables, e.g. d.M.yyyy H:mm; null: ISO'),
  timeZone: timeZoneSchema.default('Europe/Berlin'),
});
export type VoiceMapping = z.output<typeof mappingSchema>;

export const ruleFields = ['place', 'product', 'words', 'url'] as const;
/** Which touchpoint a voice is about. Compared without case; `words` looks into title and text. */
export const touchpointRuleSchema = z.strictObject({ field: z.enum(ruleFields), contains: lineSchema(200, 1), touchpoint: z.string().min(1).max(60) });
export type TouchpointRule = z.infer<typeof touchpointRuleSchema>;

const url = z.string().trim().max(2_000).regex(/^https?:\/\//, 'must begin with https://');
const header = z.strictObject({ name: z.string().regex(/^[A-Za-z][\w-]{0,99}$/, 'is not the name of a header'), value: z.string().min(1).max(2_000).regex(/^[\x20-\x7e]+$/, 'contains characters that no header may have') });
const fields = {
  name: lineSchema(120, 1), voiceKind: voiceKindSchema,
  url: url.nullable(), mapping: mappingSchema.nullable(),
  starsWorst: z.number().min(-1_000).max(1_000), starsBest: z.number().min(-1_000).max(1_000),
  touchpoint: z.string().min(1).max(60).nullable().describe('where no rule fits'), rules: z.array(touchpointRuleSchema).max(100),
  everyMinutes: z.int().min(5).max(10_080).nullable(),
  replyUrl: url.nullable().describe('program that publishes our answers; null: they are posted by hand'),
};
const hasScale = ({ starsWorst, starsBest }: { starsWorst?: number | undefined; starsBest?: number | undefined }) => starsWorst === undefined || starsBest === undefined || starsWorst !== starsBest;
export const sourceInputSchema = z.strictObject({
  ...fields, kind: z.enum(['file', 'feed', 'json', 'webhook']), voiceKind: fields.voiceKind.default('review'), url: fields.url.default(null), mapping: fields.mapping.default(null), starsWorst: fields.starsWorst.default(1), starsBest: fields.starsBest.default(5),
  touchpoint: fields.touchpoint.default(null), rules: fields.rules.default([]), everyMinutes: fields.everyMinutes.default(null).describe('feeds: 60 unless said'), replyUrl: fields.replyUrl.default(null),
  header: header.nullable().default(null).describe('sent along, e.g. Authorization; never shown again'), signedAs: signingWaySchema.default('standard'), signature: ownSignatureSchema.nullable().default(null), secret: z.string().min(8).max(500).nullable().default(null).describe('of a webhook in; null: we make one'),
}).refine(hasScale, { path: ['starsBest'], message: 'is the same as the worst' });
export type SourceInput = z.output<typeof sourceInputSchema>;
export const sourceChangeSchema = z.strictObject({ ...fields, header: header.nullable(), secret: z.string().min(8).max(500), isPaused: z.boolean() }).partial().refine(hasScale, { path: ['starsBest'], message: 'is the same as the worst' });
export type SourceChange = z.output<typeof sourceChangeSchema>;

export const failureCodes = ['status', 'unreadable', 'unreachable', 'left_out', 'refused', 'own_fault'] as const;
export type FailureCode = (typeof failureCodes)[number];

export const sourceSchema = z.object({
  ...fields, id: z.uuid(), kind: sourceKindSchema, hasHeader: z.boolean(), inletUrl: z.string().nullable().describe('where a program sends to'), signedAs: signingWaySchema.nullable(), signature: ownSignatureSchema.nullable(), hasReplySecret: z.boolean(),
  polledAt: z.iso.datetime().nullable(), succeededAt: z.iso.datetime().nullable(), nextPollAt: z.iso.datetime().nullable(), failingSince: z.iso.datetime().nullable(), failure: z.object({ code: z.enum(failureCodes), detail: z.string().describe('English, or a status') }).nullable().describe('without failingSince it is a remark'),
  lastVoiceAt: z.iso.datetime().nullable().describe('when the newest came in'), accepted: z.int().describe('voices and new versions taken in'), refused: z.int(), voices: z.int(), createdAt: z.iso.datetime(), createdBy: z.string(), pausedAt: z.iso.datetime().nullable(),
});
export type VoiceSource = z.infer<typeof sourceSchema>;
export const sourceListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100), cursor: z.string().max(500).optional() });
export type SourceListQuery = z.output<typeof sourceListQuerySchema>;
export const sourceListSchema = z.object({ items: z.array(sourceSchema), nextCursor: z.string().nullable() });
export const issuedSourceSchema = sourceSchema.extend({ secret: z.string().nullable().describe('of a webhook in, made by us: only in this answer'), replySecret: z.string().nullable().describe('with which our answers are signed: only in this answer') });
export type IssuedSource = z.infer<typeof issuedSourceSchema>;

/** A voice as a source tells it, understood but not stored. */
export interface FoundVoice {
  externalId: string | null;
  at: Date | null;
  title: string;
  text: string;
  /** On the scale of the source. */
  stars: number | null;
  author: string;
  url: string | null;
  place: string;
  product: string;
  language: string;
  identifiers: { kind: string; value: string }[];
  answer: string;
  answeredAt: Date | null;
}
/** Why something of a source is no voice: where it stands, and what is wrong there. */
export const faultCodes = ['no_rating', 'other_scale', 'out_of_scale', 'no_date', 'too_old', 'in_future', 'nothing', 'cell', 'unreadable'] as const;
export const faultSchema = z.object({
  at: z.string().describe('row 12, column Sterne; items[3].stars; item 2, stars'), code: z.enum(faultCodes), details: z.record(z.string(), z.union([z.string(), z.number()])), reason: z.string().describe('English; the page says it by code and details'),
});
export type Fault = z.infer<typeof faultSchema>;
/** What is wrong, without where. */
export type Wrong = Omit<Fault, 'at'>;

export const previewInputSchema = z.strictObject({
  sourceId: z.uuid().optional().describe('with the stored header of this source'), kind: z.enum(['feed', 'json', 'webhook']), url: url.optional().describe('fetched now'), body: z.string().max(500_000).optional().describe('an example that somebody pasted'),
  header: header.nullable().default(null), mapping: mappingSchema.nullable().default(null), starsWorst: fields.starsWorst.default(1), starsBest: fields.starsBest.default(5), rules: fields.rules.default([]), touchpoint: fields.touchpoint.default(null),
});
export type PreviewInput = z.output<typeof previewInputSchema>;
export const shownVoiceSchema = z.object({
  at: z.iso.datetime().nullable(), title: z.string(), text: z.string(), stars: z.number().nullable(), score: z.number().nullable(), author: z.string(), touchpoint: z.string().nullable(), language: z.string(), place: z.string(), identifiedBy: z.array(z.string()).describe('kinds of identifiers'), answered: z.boolean(),
});
export const previewSchema = z.object({
  format: z.string().nullable().describe('rss, atom, rdf, json'), found: z.int(), voices: z.array(shownVoiceSchema).describe('the first ten'), faults: z.array(faultSchema), mapping: mappingSchema.nullable().describe('as it was given, or suggested where none was'),
  paths: z.array(z.object({ path: z.string(), example: z.string() })).describe('what stands in one item; examples only for those who read personal data'), lists: z.array(z.object({ path: z.string(), n: z.int() })).describe('lists that could hold the voices'),
});
export type VoicePreview = z.infer<typeof previewSchema>;

export const fileStates = ['uploaded', 'running', 'done', 'failed', 'undoing', 'undone'] as const;
export const voiceFileSchema = z.object({
  id: z.uuid(), sourceId: z.uuid(), name: z.string(), bytes: z.int(), state: z.enum(fileStates), preset: z.string().nullable().describe('whose export it is, as the headings say'), mapping: mappingSchema,
  rows: z.int(), share: z.number().describe('of bringing it in, or of taking it back'), new: z.int(), changed: z.int(), unchanged: z.int(), refused: z.int(), refusals: z.array(faultSchema).describe('the first 200'), failure: z.string().nullable(), createdAt: z.iso.datetime(), createdBy: z.string(), finishedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable().describe('when it was taken back'), removed: z.int().describe('taken back: voices that only this file knew'), restored: z.int().describe('taken back: voices that say again what they said before'), kept: z.int().describe('taken back: voices that say what came later'),
});
export type VoiceFile = z.infer<typeof voiceFileSchema>;
/** What taking a file back would do, counted before it is done. */
export const voiceFileUndoSchema = z.object({
  removed: z.int().describe('voices that only this file knows'), restored: z.int().describe('voices that will say again what they said before'), kept: z.int().describe('voices that keep what came later'),
  cases: z.int().describe('cases opened for voices that go; they stay'), waitingReplies: z.int().describe('answers to voices that go and that are still on their way; they are not sent'),
});
export type VoiceFileUndo = z.infer<typeof voiceFileUndoSchema>;
export const voiceFileListSchema = z.object({ items: z.array(voiceFileSchema), nextCursor: z.string().nullable() });
export const uploadedVoicesSchema = voiceFileSchema.extend({
  columns: z.array(z.object({ heading: z.string(), patterns: z.array(z.string()).describe('ways in which its dates could be read') })), preview: z.array(shownVoiceSchema).describe('the first ten'), faults: z.array(faultSchema), starsWorst: z.number(), starsBest: z.number(),
});
export type UploadedVoices = z.infer<typeof uploadedVoicesSchema>;
export const fileStartSchema = z.strictObject({ mapping: mappingSchema, starsWorst: fields.starsWorst.optional(), starsBest: fields.starsBest.optional() }).refine(hasScale, { path: ['starsBest'], message: 'is the same as the worst' });
export const presetListSchema = z.object({ items: z.array(z.object({ key: z.string(), name: z.string(), kind: z.enum(['table', 'json']), needs: z.array(z.string()), fields: z.record(z.string(), z.array(z.string())), identifiers: z.array(z.object({ kind: z.string(), at: z.array(z.string()) })) })) });
