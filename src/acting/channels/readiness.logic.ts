import type { GatewaySettings, LetterSettings, MailSettings, SecretName } from './channel-settings.contract.ts';
import type { Channel, ChannelGap } from './channels.contract.ts';

interface SetUp {
  channel: Channel;
  settings: object;
  secrets: Partial<Record<SecretName, string>>;
  isOn: boolean;
}

/** What is missing before a channel can send; empty = it can. */
export function gapsOf({ channel, settings, secrets, isOn }: SetUp, hasInstanceServer: boolean): ChannelGap[] {
  const gaps: ChannelGap[] = isOn ? [] : ['switched_off'];
  switch (channel) {
    case 'mail': return [...gaps, ...gapsOfMail(settings as MailSettings, secrets, hasInstanceServer)]; // parsed by the schema of the channel
    case 'sms': case 'messenger': return [...gaps, ...gapsOfGateway(settings as GatewaySettings, secrets)];
    case 'letter': return [...gaps, ...((settings as LetterSettings).senderLine === '' || (settings as LetterSettings).senderBlock === '' ? ['no_sender_block' as const] : [])];
    case 'notice': return [...gaps, ...(secrets.pageSecret ? [] : ['no_secret' as const])];
    case 'phone': return gaps;
  }
}

function gapsOfMail({ server, fromAddress, imprint, dkim }: MailSettings, secrets: SetUp['secrets'], hasInstanceServer: boolean): ChannelGap[] {
  return [
    ...((server === 'own' ? secrets.smtpUrl !== undefined : hasInstanceServer) ? [] : ['no_mail_server' as const]),
    ...(fromAddress === '' ? ['no_sender' as const] : []),
    ...(imprint === '' ? ['no_imprint' as const] : []),
    ...(dkim !== null && !secrets.dkimKey ? ['dkim_key_missing' as const] : []),
  ];
}

function gapsOfGateway({ preset, url, account, sender }: GatewaySettings, secrets: SetUp['secrets']): ChannelGap[] {
  const isAddressed = preset === 'generic' ? url !== '' : account !== '';
  return [...(isAddressed && (sender !== '' || preset === 'whatsapp_cloud') ? [] : ['no_gateway' as const]), ...(secrets.gatewaySecret ? [] : ['no_secret' as const])];
}
