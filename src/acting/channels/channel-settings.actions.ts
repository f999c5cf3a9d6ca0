import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { z } from 'zod';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { assertPublicHost } from '../../platform/outgoing/public-host.ts';
import { type ChannelView, gatewaySettingsSchema, letterSettingsSchema, mailSettingsSchema, noticeSettingsSchema, phoneSettingsSchema, type SaveChannel, type SecretName, secretNames } from './channel-settings.contract.ts';
import type { Channel, ChannelGap } from './channels.contract.ts';
import { type ChannelRow, findChannelRow, listChannelRows, saveChannelRow } from './channels.queries.ts';
import { gapsOf } from './readiness.logic.ts';
import { contactChannels } from '../../people/consent/consent.contract.ts';

const schemas = { mail: mailSettingsSchema, sms: gatewaySettingsSchema, messenger: gatewaySettingsSchema, letter: letterSettingsSchema, notice: noticeSettingsSchema, phone: phoneSettingsSchema } as const;
/** Gentle until somebody says that the other side bears more. */
const defaultRates: Record<Channel, number> = { mail: 6_000, sms: 600, messenger: 600, notice: 60_000, letter: 600, phone: 600 };
type SettingsOf<C extends Channel> = z.infer<(typeof schemas)[C]>;

/** A channel as it is set up, secrets opened; for adapters only. */
export interface OpenChannel<C extends Channel = Channel> {
  channel: C;
  settings: SettingsOf<C>;
  secrets: Partial<Record<SecretName, string>>;
  gatewayId: string | null;
  ratePerMinute: number;
  isOn: boolean;
  /** Changes with every saving. */
  version: string;
}

export async function openChannel<C extends Channel>(context: Context, channel: C): Promise<OpenChannel<C>> {
  return opened(context, channel, await findChannelRow(context.db, channel));
}

function opened<C extends Channel>({ vault }: Context, channel: C, row: ChannelRow | null): OpenChannel<C> {
  return {
    channel,
    settings: schemas[channel].parse(row?.settings ?? {}) as SettingsOf<C>, // parsed by the schema of this channel
    secrets: Object.fromEntries(Object.entries(row?.secretsSealed ?? {}).map(([name, sealed]) => [name, vault.unseal(sealed, sealedFor(channel, name))])),
    gatewayId: row?.gatewayId ?? null,
    ratePerMinute: row?.ratePerMinute ?? defaultRates[channel],
    isOn: row !== null && row.switchedOffAt === null,
    version: row?.updatedAt.toISOString() ?? '',
  };
}

const sealedFor = (channel: Channel, name: string) => `channel_settings.${channel}.${name}`;

export async function listChannels(context: Context): Promise<ChannelView[]> {
  const rows = await listChannelRows(context.db);
  return contactChannels.map((channel) => viewOf(context, opened(context, channel, rows.find((row) => row.channel === channel) ?? null), rows.find((row) => row.channel === channel) ?? null));
}

/** Channels on which something can be sent now. */
export async function listReadyChannels(context: Context): Promise<Channel[]> {
  return (await listChannels(context)).filter(({ isReady }) => isReady).map(({ channel }) => channel);
}

/** What is missing before this channel can send. */
export const missingOf = (context: Context, channel: OpenChannel): ChannelGap[] => gapsOf(channel, context.settings.smtpUrl !== undefined);

function viewOf(context: Context, channel: OpenChannel, row: ChannelRow | null): ChannelView {
  const missing = missingOf(context, channel);
  return {
    channel: channel.channel, settings: channel.settings, secretsSet: secretNames.filter((name) => channel.secrets[name] !== undefined), ratePerMinute: channel.ratePerMinute,
    isOn: channel.isOn, isReady: missing.length === 0, missing, gatewayId: channel.gatewayId,
    reportUrl: channel.gatewayId && (channel.channel === 'sms' || channel.channel === 'messenger') ? `${context.settings.publicUrl}/api/gateways/${channel.gatewayId}/reports` : null,
    dnsRecord: dkimRecordOf(channel), updatedAt: row?.updatedAt.toISOString() ?? null, updatedBy: row?.updatedBy ?? null,
  };
}

/** @throws request.invalid, outside.* never: nothing is called */
export async function saveChannel(context: Context, channel: Channel, { settings, secrets, ratePerMinute, isOn }: SaveChannel, by: string): Promise<ChannelView> {
  const parsed = schemas[channel].safeParse(settings);
  if (!parsed.success) throw new Problem('request.invalid', 'These settings are not complete.', {}, parsed.error.issues.map((issue) => ({ at: ['settings', ...issue.path].join('.'), reason: issue.message })));
  refuseBadSecrets(secrets);
  const known = await findChannelRow(context.db, channel);
  const secretsSealed = { ...known?.secretsSealed };
  // A secret goes to the gateway that it was given for, and to no other that somebody enters.
  if (known && known.secretsSealed.gatewaySecret !== undefined && secrets.gatewaySecret === undefined && gatewayOf(known.settings) !== gatewayOf(parsed.data)) throw new Problem('request.invalid', 'For another gateway enter its secret again.', {}, [{ at: 'secrets.gatewaySecret', reason: 'is missing' }]);
  for (const [name, value] of Object.entries(secrets) as [SecretName, string][]) { // keys as the schema lets them in
    if (value === '') delete secretsSealed[name];
    else secretsSealed[name] = context.vault.seal(value, sealedFor(channel, name));
  }
  const now = context.clock.now();
  await saveChannelRow(context.db, { channel, settings: parsed.data, secretsSealed, gatewayId: known?.gatewayId ?? newId(now.getTime()), ratePerMinute, switchedOffAt: isOn ? null : now, updatedAt: now, updatedBy: by });
  const row = await findChannelRow(context.db, channel);
  return viewOf(context, opened(context, channel, row), row);
}

/** Where a gateway is: its kind and the origin of its address. */
function gatewayOf(settings: Record<string, unknown>): string {
  const { preset, url } = settings;
  return `${String(preset ?? '')} ${typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : ''}`;
}

/** What somebody enters on the page must lie in the open internet, unless this installation says otherwise. @throws address.not_allowed, address.unknown */
export async function refuseInternalServer({ settings }: Pick<Context, 'settings'>, { smtpUrl }: Partial<Record<SecretName, string>>): Promise<void> {
  if (smtpUrl && URL.canParse(smtpUrl) && new URL(smtpUrl).hostname !== '') await assertPublicHost(new URL(smtpUrl).hostname, settings);
}

function refuseBadSecrets({ smtpUrl, dkimKey }: Partial<Record<SecretName, string>>): void {
  if (smtpUrl && !(URL.canParse(smtpUrl) && /^smtps?:$/.test(new URL(smtpUrl).protocol) && new URL(smtpUrl).hostname !== '')) {
    throw new Problem('request.invalid', 'The address of the mail server is not valid.', {}, [{ at: 'secrets.smtpUrl', reason: 'must look like smtps://user:password@mail.company.example:465' }]);
  }
  if (dkimKey && publicKeyOf(dkimKey) === null) throw new Problem('request.invalid', 'The DKIM key is not valid.', {}, [{ at: 'secrets.dkimKey', reason: 'must be a private RSA or Ed25519 key in PEM' }]);
}

/** Makes a key to sign mails with, keeps it sealed, and says what to publish. @throws channel.not_ready when domain and selector are missing */
export async function makeDkimKey(context: Context, by: string): Promise<{ name: string; value: string }> {
  const mail = await openChannel(context, 'mail');
  if (mail.settings.dkim === null) throw new Problem('channel.not_ready', 'Save the domain and the selector first.');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const view = await saveChannel(context, 'mail', { settings: mail.settings, secrets: { dkimKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) }, ratePerMinute: mail.ratePerMinute, isOn: mail.isOn }, by);
  if (!view.dnsRecord) throw new Error('a key that was just made has a record');
  return view.dnsRecord;
}

/** What must stand in the DNS so that others can check our signature (RFC 6376, RFC 8463). */
function dkimRecordOf({ channel, settings, secrets }: OpenChannel): ChannelView['dnsRecord'] {
  if (channel !== 'mail' || !secrets.dkimKey || !('dkim' in settings) || settings.dkim === null) return null;
  const key = publicKeyOf(secrets.dkimKey);
  return key && { name: `${settings.dkim.selector}._domainkey.${settings.dkim.domain}`, value: `v=DKIM1; k=${key.kind}; p=${key.base64}` };
}

function publicKeyOf(pem: string): { kind: 'rsa' | 'ed25519'; base64: string } | null {
  try {
    const key = createPublicKey(createPrivateKey(pem));
    const der = key.export({ type: 'spki', format: 'der' });
    if (key.asymmetricKeyType === 'rsa') return { kind: 'rsa', base64: der.toString('base64') };
    return key.asymmetricKeyType === 'ed25519' ? { kind: 'ed25519', base64: der.subarray(-32).toString('base64') } : null;
  } catch {
    return null;
  }
}

/** A new secret for the company's page, which shows notices. @returns the secret, for this once */
export async function makePageSecret(context: Context, secret: string, by: string): Promise<string> {
  const { settings, ratePerMinute, isOn } = await openChannel(context, 'notice');
  await saveChannel(context, 'notice', { settings, secrets: { pageSecret: secret }, ratePerMinute, isOn }, by);
  return secret;
}
