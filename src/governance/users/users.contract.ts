import { z } from 'zod';
import { departmentCodesSchema, permissionSchema, roleSchema } from '../roles/roles.contract.ts';

export const languageSchema = z.enum(['de', 'en']);
export type UserLanguage = z.infer<typeof languageSchema>;

/** One line of text a person typed: HTML in it is text like any other; control characters are not. */
const nameSchema = z.string().trim().min(1, 'is empty').max(120).regex(/^\P{Cc}*$/u, 'contains control characters');
export const emailSchema = z.string().trim().max(254).toLowerCase().pipe(z.email('is not an e-mail address'));
/** How strong a new one must be is decided by judgePassword; here only what a request may carry. */
const passwordSchema = z.string().min(1).max(200);

export const userSchema = z.object({
  id: z.uuid(), name: z.string(), email: z.string(), role: roleSchema, departments: z.array(z.string()), language: languageSchema,
});
export type User = z.infer<typeof userSchema>;

export const sessionMethodSchema = z.enum(['password', 'passkey', 'single_sign_on']);
export type SessionMethod = z.infer<typeof sessionMethodSchema>;

/** What somebody can show besides the password. */
export const factorKindSchema = z.enum(['app', 'passkey', 'recovery_code']);
export type FactorKind = z.infer<typeof factorKindSchema>;
export const secondFactorNeededSchema = z.object({ secondFactor: z.object({ factors: z.array(factorKindSchema) }) });

export const sessionSchema = z.object({
  user: userSchema.extend({ id: z.string() }).describe('for an API key: its id and name, without e-mail address'),
  permissions: z.array(permissionSchema),
  secondFactorMissing: z.boolean().optional().describe('this role needs a second factor; until one is set up, nothing else is allowed'),
  viewsAs: z.object({ role: z.string(), departments: z.array(z.string()) }).optional().describe('set while looking through another role: `user.role` and `permissions` are those of that role, and nothing can be changed'),
});
export type SessionAnswer = z.infer<typeof sessionSchema>;

export const signInSchema = z.object({ email: emailSchema, password: passwordSchema });
export type SignIn = z.infer<typeof signInSchema>;

export const profileChangeSchema = z.strictObject({
  name: nameSchema.optional(), language: languageSchema.optional(),
  password: z.strictObject({ old: passwordSchema, new: passwordSchema }).optional(),
});
export type ProfileChange = z.infer<typeof profileChangeSchema>;

export const setupSchema = z.object({ needed: z.boolean().describe('no administrator exists yet'), demoLoaded: z.boolean() });

export const listedUserSchema = userSchema.extend({ createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime().nullable().describe('to the day: when an open session was last in use; null = not signed in anywhere'), deactivatedAt: z.iso.datetime().nullable().describe('set for somebody who left') });
export type ListedUser = z.infer<typeof listedUserSchema>;
export const userListSchema = z.object({ items: z.array(listedUserSchema), nextCursor: z.string().nullable() });

export const userChangeSchema = z.strictObject({ name: nameSchema.optional(), role: roleSchema.optional(), departments: departmentCodesSchema.optional() });
export type UserChange = z.infer<typeof userChangeSchema>;

export const invitationInputSchema = z.strictObject({ email: emailSchema, role: roleSchema, departments: departmentCodesSchema.default([]) });
export type InvitationInput = z.infer<typeof invitationInputSchema>;

export const invitationSchema = z.object({
  id: z.uuid(), email: z.string(), role: roleSchema, departments: z.array(z.string()),
  invitedBy: z.string().nullable().describe('name of the user'), createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(),
  newPasswordOnly: z.boolean().describe('the link lets an existing user choose a new password'),
});
export type Invitation = z.infer<typeof invitationSchema>;
export const invitationListSchema = z.object({ items: z.array(invitationSchema) });
export const issuedInvitationSchema = invitationSchema.extend({ link: z.string().describe('shown only this once'), isMailed: z.boolean().describe('it is on its way by mail too') });
export type IssuedInvitation = z.infer<typeof issuedInvitationSchema>;

/** What the holder of a link may know before accepting. */
export const openInvitationSchema = z.object({
  email: z.string().nullable().describe('null: the first administrator names the own address'),
  name: z.string().nullable().describe('set when an existing user chooses a new password'),
  role: roleSchema, roleName: z.string().describe('of an own role; empty for built-in ones, which the page names in its language'), firstAdministrator: z.boolean(), expiresAt: z.iso.datetime(),
});
export const acceptanceSchema = z.object({ name: nameSchema, password: passwordSchema, email: emailSchema.optional(), language: languageSchema.optional() });
export type Acceptance = z.infer<typeof acceptanceSchema>;

/** An open session of one's own. Where it is from is not kept. */
export const ownSessionSchema = z.object({
  id: z.uuid(), browser: z.string().nullable(), system: z.string().nullable(), method: sessionMethodSchema,
  createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().describe('to the minute'), isThisOne: z.boolean(),
});
export type OwnSession = z.infer<typeof ownSessionSchema>;

export const emailChangeSchema = z.strictObject({ email: emailSchema });
export const emailLinkSchema = z.object({
  link: z.string().nullable().describe('to be handed over; null when it went out by mail, which proves more'),
  isMailed: z.boolean(),
});
export type EmailLink = z.infer<typeof emailLinkSchema>;
