import { z } from 'zod';
import { channelGapSchema, channelSchema } from './channels.contract.ts';

const line = (max: number) => z.string().trim().max(max).refine((text) => !/[\r\n\0]/.test(text), 'is one line');
const lines = (max: number) => z.string().trim().max(max).refine((text) => !text.includes('\0'), 'contains a character that is no text');
const mailAddress = z.union([z.literal(''), z.email().max(254)]);
const domain = z.string().max(253).regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/);

export const mailSettingsSchema = z.object({
  server: z.enum(['instance', 'own']).default('instance').describe('instance = the mail server of this installation (SMTP_URL)'),
  fromAddress: mailAddress.default(''),
  fromName: line(100).default(''),
  replyTo: mailAddress.default(''),
  bounceAddress: mailAddress.default('').describe('where the mail servers of others send what cannot be delivered; empty = the sender'),
  tls: z.enum(['required', 'if_offered']).default('if_offered'),
  connections: z.number().int().min(1).max(50).default(5),
  dkim: z.object({ domain, selector: z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/) }).nullable().default(null),
  brandName: line(80).default(''),
  brandColor: z.string().regex(/^#[0-9a-f]{6}$/).default('#1f4e5f'),
  imprint: lines(600).default('').describe('name, address, register and whom to reach: in the footer of every mail'),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

export const gatewayPresetSchema = z.enum(['generic', 'twilio', 'vonage', 'whatsapp_cloud']);
export type GatewayPreset = z.infer<typeof gatewayPresetSchema>;
export const gatewaySettingsSchema = z.object({
  preset: gatewayPresetSchema.default('generic'),
  url: z.union([z.literal(''), z.url().max(500)]).default('').describe('address of the gateway; empty = the public one of the preset'),
  account: line(120).default('').describe('twilio: account SID; vonage: API key; whatsapp_cloud: id of the phone number'),
  sender: line(40).default('').describe('number or name that the customer sees'),
  idPath: line(100).default('id').describe('generic: where the answer holds the id of the message, e.g. data.id'),
  retryUnclear: z.boolean().default(true).describe('generic: the gateway recognises repetitions by the Idempotency-Key'),
});
export type GatewaySettings = z.infer<typeof gatewaySettingsSchema>;

export const letterSettingsSchema = z.object({
  senderLine: line(120).default('').describe('small line above the window of the envelope'),
  senderBlock: lines(400).default(''),
  footer: lines(400).default(''),
  city: line(60).default(''),
});
export type LetterSettings = z.infer<typeof letterSettingsSchema>;
export const noticeSettingsSchema = z.object({ shownDays: z.number().int().min(1).max(365).default(30) });
export const phoneSettingsSchema = z.object({ tries: z.number().int().min(1).max(10).default(3) });

export const channelSettingsInputSchema = z.discriminatedUnion('channel', [
  z.object({ channel: z.literal('mail'), settings: mailSettingsSchema }),
  z.object({ channel: z.literal('sms'), settings: gatewaySettingsSchema }),
  z.object({ channel: z.literal('messenger'), settings: gatewaySettingsSchema }),
  z.object({ channel: z.literal('letter'), settings: letterSettingsSchema }),
  z.object({ channel: z.literal('notice'), settings: noticeSettingsSchema }),
  z.object({ channel: z.literal('phone'), settings: phoneSettingsSchema }),
]);

export const secretNames = ['smtpUrl', 'dkimKey', 'gatewaySecret', 'reportSecret', 'pageSecret'] as const;
export const secretNameSchema = z.enum(secretNames);
export type SecretName = z.infer<typeof secretNameSchema>;

export const saveChannelSchema = z.object({
  settings: z.record(z.string(), z.unknown()),
  secrets: z.partialRecord(secretNameSchema, z.string().max(10_000)).default({}).describe('a new value; an empty one takes the secret away; what is not named stays'),
  ratePerMinute: z.number().int().min(1).max(1_000_000),
  isOn: z.boolean(),
});
export type SaveChannel = z.infer<typeof saveChannelSchema>;

export const channelViewSchema = z.object({
  channel: channelSchema,
  settings: z.record(z.string(), z.unknown()),
  secretsSet: z.array(secretNameSchema).describe('names only: a secret is never shown again'),
  ratePerMinute: z.number(),
  isOn: z.boolean(),
  isReady: z.boolean(),
  missing: z.array(channelGapSchema),
  gatewayId: z.uuid().nullable(),
  reportUrl: z.string().nullable().describe('where the gateway sends delivery reports'),
  dnsRecord: z.object({ name: z.string(), value: z.string() }).nullable().describe('DKIM: what to publish in the DNS'),
  updatedAt: z.iso.datetime().nullable(),
  updatedBy: z.string().nullable(),
});
export type ChannelView = z.infer<typeof channelViewSchema>;
export const channelListSchema = z.object({ items: z.array(channelViewSchema) });

export const testSendSchema = z.object({ to: z.string().trim().min(3).max(500), language: z.enum(['de', 'en']).default('de') });
export const testResultSchema = z.object({ kind: z.enum(['handed', 'retry', 'refused', 'unclear']), reason: z.string().nullable() });
export const dkimKeySchema = z.object({ name: z.string(), value: z.string() });
