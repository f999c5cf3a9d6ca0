import { z } from 'zod';
import { lineSchema } from '../../platform/http/texts.contract.ts';

/** What a note is about; chips of one tap. */
export const noteTopics = ['waiting', 'price', 'product', 'information', 'process', 'online', 'staff', 'idea', 'other'] as const;
export type NoteTopic = (typeof noteTopics)[number];
export const MAX_SENTENCE = 280;
/** Fewest people behind anything that colleagues and managers see of notes. */
export const MINIMUM_PEOPLE = 5;
/** As long one's own note can be taken back, or given a sentence. */
export const CHANGE_MINUTES = 10;

const sentence = lineSchema(MAX_SENTENCE);
export const noteInputSchema = z.strictObject({
  id: z.uuid().describe('made by the page: the same for every attempt, so that a note counts once'), touchpoint: z.string().min(1).max(60), topic: z.enum(noteTopics), mood: z.union([z.literal(-1), z.literal(0), z.literal(1)]), sentence: sentence.default(''),
});
export type NoteInput = z.output<typeof noteInputSchema>;
export const noteChangeSchema = z.strictObject({ sentence });
export const notedSchema = z.object({ id: z.uuid(), changeableUntil: z.iso.datetime() });
export type Noted = z.infer<typeof notedSchema>;
export const noteChoicesSchema = z.object({ touchpoints: z.array(z.object({ code: z.string(), nameDe: z.string(), nameEn: z.string(), channel: z.string() })), topics: z.array(z.enum(noteTopics)) });
export type NoteChoices = z.infer<typeof noteChoicesSchema>;

const share = z.object({ n: z.int(), share: z.number() });
/** Notes of at least five people at one touchpoint, of whole weeks. */
export const noteBlockSchema = z.object({
  id: z.uuid(), touchpoint: z.string(), fromOn: z.iso.date(), toOn: z.iso.date(), people: z.int(), notes: z.int(), bad: share, neutral: share, good: share,
  topics: z.array(z.object({ topic: z.enum(noteTopics), n: z.int() })).describe('most frequent first'), sentences: z.array(z.string()).describe('in no order of time'),
});
export type NoteBlock = z.infer<typeof noteBlockSchema>;
export const noteBlockListQuerySchema = z.object({ touchpoint: z.string().max(60).optional(), limit: z.coerce.number().int().min(1).max(100).default(20), cursor: z.string().max(500).optional() });
export type NoteBlockListQuery = z.output<typeof noteBlockListQuerySchema>;
export const noteBlockListSchema = z.object({ items: z.array(noteBlockSchema).describe('newest first'), nextCursor: z.string().nullable(), minimum: z.int() });
