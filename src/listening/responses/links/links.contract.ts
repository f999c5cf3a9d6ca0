import { z } from 'zod';
import { identifierSchema } from '../../../people/identity/identity.contract.ts';
import { languageTagSchema, type ResponseSource, responseSourceSchema } from '../../surveys/definition.contract.ts';
import { textSchema } from '../../../platform/http/texts.contract.ts';
import { hiddenSchema } from '../responses.contract.ts';

export const LINKS_AT_ONCE = 1_000;

/** Without identifier, count, PIN, end or hidden fields: the open link, which anybody may use. */
export const linksInputSchema = z
  .strictObject({
    identifier: identifierSchema.optional().describe('whom the link is for'),
    count: z.int().min(1).max(LINKS_AT_ONCE).optional().describe('so many links, each for whoever has it'),
    language: languageTagSchema.optional(),
    isSingleUse: z.boolean().default(true).describe('false: may be answered again and again'),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
    withPin: z.boolean().default(false).describe('each link asks for a number of six digits, which is sent on another way'),
    hidden: hiddenSchema.default({}),
    name: textSchema(120).optional().describe('what staff find it by; nobody else sees it'),
    source: responseSourceSchema.default('link'),
  })
  .refine(({ identifier, count }) => identifier === undefined || count === undefined || count === 1, 'one link per identifier')
  .refine(({ identifier }) => identifier === undefined || !/\0/.test(identifier.kind), 'holds the character NUL');
export type LinksInput = z.input<typeof linksInputSchema>;

export const linksSchema = z.object({
  kind: z.enum(['open', 'personal']),
  links: z.array(z.string()).describe('addresses; personal ones are shown this once'),
  pins: z.array(z.string()).optional().describe('the PIN of each link in the same order; shown this once'),
});
export type Links = z.infer<typeof linksSchema>;

/** answered: good for one answer, which has been given. */
export const linkStates = ['live', 'answered', 'expired', 'ended'] as const;

export const linkItemSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable().describe('what staff call it'),
  isPersonal: z.boolean().describe('made for somebody'),
  madeFor: identifierSchema.nullable().describe('null without the right to see personal data, among employees, and where nobody is named'),
  hidden: z.record(z.string(), z.string()).nullable().describe('values that come with it; null without the right to see personal data, and among employees'),
  isSingleUse: z.boolean(),
  hasPin: z.boolean(),
  source: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable().describe('ended by hand'),
  endedBy: z.string().nullable(),
  state: z.enum(linkStates),
  answers: z.number().int().nullable().describe('finished responses with it; null where nobody may know'),
  openedAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type LinkItem = z.infer<typeof linkItemSchema>;
export const linkListQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional(), made: z.enum(['by_hand', 'by_invitation']).optional().describe('default: both') });
export type LinkListQuery = z.output<typeof linkListQuerySchema>;
export const linkListSchema = z.object({ items: z.array(linkItemSchema).describe('newest first'), nextCursor: z.string().nullable() });
export type LinkList = z.infer<typeof linkListSchema>;
export const linkChangeSchema = z.strictObject({ isEnded: z.boolean().describe('true: nobody can begin with it any more; false: it is good again until its own end') });

/** For whoever invites inside of a transaction; see createLinksIn. */
export interface NewLink {
  survey: string;
  /** An identifier of the customer as it stands in history, or its kind and value. */
  subject?: string | null;
  identifier?: { kind: string; value: string } | null;
  /** Of the inviting slice; finds the link again in the view survey_link_facts. */
  invitation?: string | null;
  source?: ResponseSource;
  isSingleUse?: boolean;
  expiresAt?: Date | null;
  hidden?: Readonly<Record<string, string>>;
  /** For a short address, from newShortSecret; without it one of 256 bits is made. */
  token?: string | undefined;
}
/** The token belongs into the address `/s/<survey>?t=<token>`; only its hash is kept. */
export interface MadeLink {
  linkId: string;
  token: string;
}
