import { z } from 'zod';
import { departmentCodesSchema, roleSchema } from '../roles/roles.contract.ts';

const line = (max: number) => z.string().trim().min(1).max(max).regex(/^\P{Cc}*$/u, 'contains control characters');
const domainSchema = z.string().trim().toLowerCase().regex(/^(?=.{3,253}$)([a-z0-9-]+\.)+[a-z0-9-]+$/, 'is not a domain such as company.example');

export const groupRoleSchema = z.strictObject({ group: line(200), role: roleSchema, departments: departmentCodesSchema.default([]) });
export type GroupRole = z.infer<typeof groupRoleSchema>;

/** What an administrator says about the company's own provider. */
export const singleSignOnInputSchema = z.strictObject({
  issuer: z.url({ protocol: /^https?$/, error: 'must be an address such as https://login.company.example' }).max(500),
  clientId: line(300),
  clientSecret: z.string().min(1).max(1_000).optional().describe('left out: the one that is kept stays'),
  label: line(60),
  allowedDomains: z.array(domainSchema).max(50).default([]).describe('of e-mail addresses; empty: any'),
  defaultRole: roleSchema.nullable().default(null).describe('for people who come uninvited; null: only the invited and existing users come in'),
  groupsClaim: line(100).nullable().default(null),
  groupRoles: z.array(groupRoleSchema).max(100).default([]).describe('the first group that somebody is in decides about role and departments'),
  isOnlyWay: z.boolean().default(false).describe('passwords and passkeys open the door for administrators only'),
});
export type SingleSignOnInput = z.infer<typeof singleSignOnInputSchema>;

export const singleSignOnSchema = singleSignOnInputSchema.omit({ clientSecret: true, isOnlyWay: true }).extend({
  onlySince: z.iso.datetime().nullable(),
  redirectAddress: z.string().describe('to be registered with the provider'),
});
export type SingleSignOn = z.infer<typeof singleSignOnSchema>;

export const singleSignOnAnswerSchema = z.object({ singleSignOn: singleSignOnSchema.nullable(), redirectAddress: z.string() });

/** What the sign-in page may know before anybody has signed in. */
export const signInWaysSchema = z.object({
  singleSignOn: z.object({ label: z.string() }).nullable(),
  passwordsForAdministratorsOnly: z.boolean(),
  passwordLinksByMail: z.boolean().describe('whoever forgot the password can ask for a link by mail'),
});
export type SignInWays = z.infer<typeof signInWaysSchema>;
