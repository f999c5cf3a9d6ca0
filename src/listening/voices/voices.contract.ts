import { z } from 'zod';

/** review: with stars, mostly public; post: of a social network; feedback: mails and what programs hand in. */
export const voiceKinds = ['review', 'post', 'feedback'] as const;
export const voiceKindSchema = z.enum(voiceKinds);
export type VoiceKind = z.infer<typeof voiceKindSchema>;
export const answeredBys = ['source', 'connector', 'hand'] as const;

export const voiceSchema = z.object({
  id: z.uuid(), kind: voiceKindSchema, sourceId: z.uuid(), sourceName: z.string(),
  at: z.iso.datetime().describe('written, or edited last'), title: z.string(), text: z.string(), language: z.string().describe('guessed where the source does not say it; may be empty'),
  stars: z.number().nullable().describe('as the source has it'), starsWorst: z.number().nullable(), starsBest: z.number().nullable(), score: z.number().nullable().describe('0–10'),
  author: z.string().describe('as the source shows it; hidden from who does not read personal data'), customerId: z.uuid().nullable().describe('only where the source names something sure: a mail address, a customer number, an order'), knownBy: z.string().nullable().describe('kind of the identifier by which the customer is known'),
  touchpoint: z.string().nullable(), place: z.string(), product: z.string(), url: z.string().nullable(),
  answeredAt: z.iso.datetime().nullable(), answeredBy: z.enum(answeredBys).nullable(), answer: z.string(), version: z.int(),
});
export type Voice = z.infer<typeof voiceSchema>;
export const voiceDetailSchema = voiceSchema.extend({
  externalId: z.string().nullable(), firstAt: z.iso.datetime(), receivedAt: z.iso.datetime(), hasConnector: z.boolean().describe('answers can go out by a program'),
  versions: z.array(z.object({ version: z.int(), at: z.iso.datetime(), seenAt: z.iso.datetime(), title: z.string(), text: z.string(), stars: z.number().nullable(), score: z.number().nullable() })).describe('newest first; one unless it was edited'),
});
export type VoiceDetail = z.infer<typeof voiceDetailSchema>;

export const voiceListQuerySchema = z.object({
  source: z.uuid().optional(), kind: voiceKindSchema.optional(), stars: z.enum(['bad', 'middle', 'good', 'none']).optional().describe('score up to 4, up to 7, above; none: without stars'), touchpoint: z.string().max(60).optional().describe('`none`: no touchpoint'),
  answered: z.enum(['yes', 'no']).optional(), search: z.string().trim().max(200).optional(), from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30), cursor: z.string().max(500).optional(),
});
export type VoiceListQuery = z.output<typeof voiceListQuerySchema>;
export const voiceListSchema = z.object({ items: z.array(voiceSchema), nextCursor: z.string().nullable() });
export const voiceCountsSchema = z.object({
  voices: z.int().describe('of the last 30 days'), unanswered: z.int().describe('reviews of the last 30 days that nobody has answered'), meanScore: z.number().nullable(), scored: z.int(), low: z.number().nullable(), high: z.number().nullable(),
});
export type VoiceCounts = z.infer<typeof voiceCountsSchema>;
export const voiceChangeSchema = z.strictObject({ touchpoint: z.string().max(60).nullable() });
