import { describe, expect, it } from 'vitest';
import { replyChannels, startDirection, startMode } from './reply-channels.logic.ts';

const nobody = '0d8fd5cf-0000-4000-8000-000000000001';

describe('the ways of an answer', () => {
  it('begin with the one on which the customer is reached', () => {
    expect(replyChannels({ replyChannel: 'sms', replyAddress: '+4915112345678', customerId: nobody })).toEqual(['sms', 'mail', 'chat', 'app', 'letter']);
  });
  it('are only the known one where nobody knows who wrote', () => {
    expect(replyChannels({ replyChannel: 'mail', replyAddress: 'x@example.de', customerId: null })).toEqual(['mail']);
  });
  it('are none without any address', () => {
    expect(replyChannels({ replyChannel: null, replyAddress: null, customerId: nobody })).toEqual([]);
  });
});

describe('what the composer begins with', () => {
  it('is the call for a case of the phone, else the answer', () => {
    expect(startMode({ channel: 'call_center', replyChannel: 'mail', replyAddress: 'x@example.de', customerId: nobody })).toBe('call');
    expect(startMode({ channel: 'mail', replyChannel: 'mail', replyAddress: 'x@example.de', customerId: nobody })).toBe('reply');
    expect(startMode({ channel: 'web', replyChannel: null, replyAddress: null, customerId: null })).toBe('call');
  });
});

describe('who called', () => {
  const call = { kind: 'message' as const, channel: 'call_center', text: '' };
  it('is the customer until their call is written down, then it is us', () => {
    expect(startDirection({ channel: 'call_center' }, [call])).toBe('inbound');
    expect(startDirection({ channel: 'call_center' }, [{ ...call, text: 'Gespräche brechen ab.' }, call])).toBe('outbound');
  });
  it('is us where the case began in writing', () => {
    expect(startDirection({ channel: 'mail' }, [])).toBe('outbound');
  });
});
