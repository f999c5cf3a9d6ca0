import { z } from 'zod';

export const identifierSchema = z.object({ kind: z.string().min(1).max(60), value: z.string().min(1).max(500) });
export type Identifier = z.infer<typeof identifierSchema>;

/** How identifiers of one kind behave in the fold; kept in `identifier_kinds`, changeable in the settings. */
export const identifierKindSchema = z.object({
  kind: z.string().regex(/^[A-Za-z][\w.-]{0,59}$/),
  /** Higher decides first: userId 100, customerNumber 90, email 60, phone 40, anonymousId 10. */
  priority: z.number().int().min(0).max(1000),
  /** Most values of this kind one customer may have through automatic links. */
  limitPerCustomer: z.number().int().min(1).max(10_000),
  /** A device that people share: a second owner takes over from a moment on instead of being merged. */
  switches: z.boolean(),
});
export type IdentifierKind = z.infer<typeof identifierKindSchema>;

/** Why two identifiers belong to one customer. */
export const linkSchema = z.object({
  id: z.string(),
  from: identifierSchema,
  to: identifierSchema,
  /** Where it comes from: name of the source, or `user`. */
  source: z.string(),
  rule: z.enum(['same_event', 'trait', 'alias', 'manual', 'import']),
  actor: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.iso.datetime(),
  state: z.enum(['active', 'refused', 'removed']).describe('refused = a limit or a conflict forbids the merge'),
  refusedBecause: z.string().nullable(),
});
export type Link = z.infer<typeof linkSchema>;
