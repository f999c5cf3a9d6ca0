import { z } from 'zod';

const isText = (value: string) => !value.includes('\0') && value.isWellFormed();
export const MAX_REPLY = 4_096;
export const replyVias = ['connector', 'hand'] as const;
export const replyInputSchema = z.strictObject({
  text: z.string().trim().min(1, 'is empty').max(MAX_REPLY).refine(isText, 'contains a character that is no text'),
  via: z.enum(replyVias).describe('connector: a program publishes it; hand: somebody has copied and posted it'),
  isAgain: z.boolean().default(false).describe('the voice has an answer already, and this one comes in its place'),
});
export type ReplyInput = z.output<typeof replyInputSchema>;

export const replyStates = ['waiting', 'delivered', 'posted', 'failed'] as const;
export const voiceReplySchema = z.object({
  id: z.uuid(), voiceId: z.uuid(), text: z.string(), via: z.enum(replyVias), state: z.enum(replyStates), writtenAt: z.iso.datetime(), writtenBy: z.string(),
  postedAt: z.iso.datetime().nullable().describe('by hand'), deliveredAt: z.iso.datetime().nullable().describe('taken by the program that publishes it'), failedAt: z.iso.datetime().nullable(), failure: z.string().nullable(), attempts: z.int(), nextAttemptAt: z.iso.datetime().nullable(),
});
export type VoiceReply = z.infer<typeof voiceReplySchema>;

export const voiceDeskSchema = z.object({
  case: z.object({ id: z.uuid(), number: z.string(), status: z.string(), subjectLine: z.string() }).nullable().describe('where it is worked on, if the reader may see it'),
  replies: z.array(voiceReplySchema).describe('newest first'), hasConnector: z.boolean(),
});
export type VoiceDesk = z.infer<typeof voiceDeskSchema>;
export const openedVoiceCaseSchema = z.object({ id: z.uuid(), number: z.string(), isNew: z.boolean() });
export const caseVoicesSchema = z.object({ items: z.array(z.object({ voiceId: z.uuid(), sourceName: z.string(), title: z.string(), text: z.string(), stars: z.number().nullable(), starsBest: z.number().nullable(), author: z.string(), url: z.string().nullable(), at: z.iso.datetime(), answeredAt: z.iso.datetime().nullable(), undoneAt: z.iso.datetime().nullable().describe('the file that brought it was taken back: its words are gone, the case stays') })) });
export type CaseVoice = z.infer<typeof caseVoicesSchema>['items'][number];
