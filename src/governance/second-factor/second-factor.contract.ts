import { z } from 'zod';

export const passkeySchema = z.object({
  id: z.uuid(), name: z.string(), createdAt: z.iso.datetime(), lastUsedAt: z.iso.datetime().nullable(),
});
export type Passkey = z.infer<typeof passkeySchema>;

/** How somebody's sign-in is secured, as shown to that person. */
export const securitySchema = z.object({
  appSince: z.iso.datetime().nullable().describe('since when codes of an authenticator app are asked for'),
  passkeys: z.array(passkeySchema),
  recoveryCodesLeft: z.number().int(),
  isRequired: z.boolean().describe('the role asks for a second factor'),
  hasPassword: z.boolean(),
  singleSignOn: z.boolean().describe('linked with an account at the company’s provider'),
});
export type Security = z.infer<typeof securitySchema>;

export const appSetupSchema = z.object({
  secret: z.string().describe('for apps that cannot read the picture; shown only now'),
  address: z.string().describe('otpauth://…'),
  qrSvg: z.string(),
});
export type AppSetup = z.infer<typeof appSetupSchema>;

export const codeSchema = z.string().trim().max(60);
export const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()).describe('shown only now; empty when there are codes already') });

/** What a browser answers about a passkey (WebAuthn); its insides are checked by the library that reads them. */
export const passkeyResponseSchema = z.looseObject({
  id: z.string().min(1).max(1_400), rawId: z.string().max(1_400), type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(8_000) }), clientExtensionResults: z.looseObject({}),
});
/** What the browser is asked, handed on as it is. */
export const passkeyOptionsSchema = z.looseObject({ challenge: z.string() });
export const passkeyNameSchema = z.string().trim().min(1).max(60).regex(/^\P{Cc}*$/u, 'contains control characters');

/** One of three ways to show a second factor. */
export const proofSchema = z.union([
  z.strictObject({ code: codeSchema }), z.strictObject({ recoveryCode: codeSchema }), z.strictObject({ passkey: passkeyResponseSchema }),
]);
export type Proof = z.infer<typeof proofSchema>;

/** Somebody with an open session shows again to be there. */
export const confirmationSchema = z.union([z.strictObject({ password: z.string().min(1).max(200) }), ...proofSchema.options]);
export type Confirmation = z.infer<typeof confirmationSchema>;
