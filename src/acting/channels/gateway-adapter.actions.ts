import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { fetchOutside } from '../../platform/outgoing/fetch-outside.ts';
import type { ChannelAdapter } from './channel-adapter.logic.ts';
import { missingOf, type OpenChannel, openChannel } from './channel-settings.actions.ts';
import type { DeliveryReport, InboundMessage, Outgoing, SendOutcome } from './channels.contract.ts';
import { findChannelRowByGateway } from './channels.queries.ts';
import { gatewayPresets, type GatewayRequest, judgeAnswer, parseGatewayBody } from './gateway-presets.logic.ts';

type GatewayChannel = OpenChannel<'sms'> | OpenChannel<'messenger'>;

const TIMEOUT_MS = 20_000;
/** A gateway cuts longer ones itself; six parts are a small letter. */
const MAX_TEXT = 900;

export function createGatewayAdapter(channel: GatewayChannel): ChannelAdapter<Context> {
  return {
    channel: channel.channel,
    isIdempotent: gatewayPresets[channel.settings.preset].isIdempotent(channel.settings),
    parallel: 8,
    isReady: async (context) => {
      const missing = missingOf(context, channel);
      return missing.length === 0 ? { isReady: true } : { isReady: false, missing };
    },
    send: (context, message, signal) => sendThroughGateway(context, channel, message, signal),
  };
}

async function sendThroughGateway(context: Context, { channel, settings, secrets, gatewayId }: GatewayChannel, message: Outgoing, signal: AbortSignal): Promise<SendOutcome> {
  if (secrets.gatewaySecret === undefined) return { kind: 'retry', reason: 'no gateway is set up' };
  const preset = gatewayPresets[settings.preset];
  const call = preset.call(settings, secrets.gatewaySecret, { id: message.id, to: message.to, text: textOf(message), channel }, `${context.settings.publicUrl}/api/gateways/${gatewayId}/reports`);
  try {
    const answer = await fetchOutside(call.url, { method: 'POST', headers: call.headers, body: call.body, timeoutMs: TIMEOUT_MS, maxBytes: 100_000, onLonger: 'cut', signal }, context.settings);
    return judgeAnswer(settings.preset, settings, { status: answer.status, body: answer.body.toString('utf8') });
  } catch (error) {
    if (signal.aborted) return { kind: 'unclear', reason: 'stopped by this installation' };
    if (!(error instanceof Problem)) throw error;
    // Nothing was heard: only where the line could not be opened at all is it sure that nothing was taken.
    if (error.code === 'outside.timed_out' || (error.code === 'outside.unreachable' && !/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|certificate/i.test(error.message))) return { kind: 'unclear', reason: error.message };
    return { kind: 'retry', reason: error.message };
  }
}

function textOf({ text, unsubscribeUrl, language }: Outgoing): string {
  const end = unsubscribeUrl ? `\n${language.startsWith('de') ? 'Abmelden' : 'Stop'}: ${unsubscribeUrl}` : '';
  return text.trim().slice(0, MAX_TEXT - end.length) + end;
}

/**
 * What a gateway says about messages it took. Whoever sent them takes the reports in (acting/messages).
 * @throws channel.gateway_not_found, channel.report_refused
 */
export async function readDeliveryReport(context: Context, gatewayId: string, request: GatewayRequest): Promise<DeliveryReport[]> {
  const { channel, body } = await openRequest(context, gatewayId, request);
  return gatewayPresets[channel.settings.preset].readReports(body).map((report) => ({ gatewayId, channel: channel.channel, ...report }));
}

/** What customers wrote to the number of a gateway. @throws channel.gateway_not_found, channel.report_refused */
export async function readInboundMessages(context: Context, gatewayId: string, request: GatewayRequest): Promise<InboundMessage[]> {
  const { channel, body } = await openRequest(context, gatewayId, request);
  return gatewayPresets[channel.settings.preset].readInbound(body).map((message) => ({ gatewayId, channel: channel.channel, ...message }));
}

async function openRequest(context: Context, gatewayId: string, request: GatewayRequest): Promise<{ channel: GatewayChannel; body: unknown }> {
  const row = await findChannelRowByGateway(context.db, gatewayId);
  if (!row || (row.channel !== 'sms' && row.channel !== 'messenger')) throw new Problem('channel.gateway_not_found', 'There is no gateway with this id.');
  const channel = await openChannel(context, row.channel);
  const { reportSecret } = channel.secrets;
  // Some gateways sign with the same secret with which we call them.
  const secret = reportSecret ?? channel.secrets.gatewaySecret;
  if (secret === undefined || !gatewayPresets[channel.settings.preset].isGenuine(request, secret, Math.floor(context.clock.now().getTime() / 1000))) {
    throw new Problem('channel.report_refused', 'The signature of this call is missing, wrong or too old.');
  }
  return { channel, body: parseGatewayBody(request.rawBody, request.headers['content-type'] ?? '') };
}
