import { fc } from '../../kernel/testing/properties.ts';
import { describe, expect, it } from 'vitest';
import { refusalOf, tidyName } from './conversation/attachments.logic.ts';
import { afterCustomerMessage, afterReply, type Standing, toStatus } from './changes/case-moves.logic.ts';
import { answerSubjectLine, newToken, readNumber, readToken, showNumber } from './case-number.logic.ts';
import { plainText, sanitiseHtml } from './conversation/case-texts.logic.ts';
import { caseStatuses } from './cases.contract.ts';
import { GONE_AFTER_MS, WhoIsThere } from './live/presence.logic.ts';

const at = new Date('2026-11-20T09:00:00Z');
const later = new Date('2026-11-20T10:00:00Z');
const standing = (more: Partial<Standing> = {}): Standing => ({ status: 'open', firstRepliedAt: null, lastCustomerAt: null, lastStaffAt: null, solvedAt: null, closedAt: null, snoozedUntil: null, ...more });

describe('where a case goes next', () => {
  it('is back to us when the customer writes, whatever it waited for', () => {
    expect(afterCustomerMessage(standing({ status: 'waiting_customer', snoozedUntil: later }), at, false)).toMatchObject({ after: { status: 'open', snoozedUntil: null, lastCustomerAt: at }, moments: ['waiting_ended', 'customer_wrote'], reopened: false });
    expect(afterCustomerMessage(standing({ status: 'closed', solvedAt: at, closedAt: at }), later, false)).toMatchObject({ after: { status: 'open', solvedAt: null, closedAt: null }, moments: ['reopened', 'customer_wrote'], reopened: true });
    expect(afterCustomerMessage(standing({ status: 'new' }), at, false).after.status).toBe('new');
  });
  it('is with the customer when we have answered, and stays with a partner', () => {
    expect(afterReply(standing(), at, undefined)).toMatchObject({ after: { status: 'waiting_customer', firstRepliedAt: at }, moments: ['staff_replied', 'waiting_began'] });
    expect(afterReply(standing({ status: 'waiting_partner' }), at, undefined).after.status).toBe('waiting_partner');
    expect(afterReply(standing({ firstRepliedAt: at }), later, 'solved')).toMatchObject({ after: { status: 'solved', solvedAt: later, firstRepliedAt: at }, moments: ['staff_replied', 'solved'] });
  });
  it('has the dates of its status and no others, on every way', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...caseStatuses), fc.constantFrom('wrote', 'answered')), { maxLength: 30 }), (steps) => {
      let now = standing({ status: 'new' });
      for (const [n, step] of steps.entries()) {
        const moment = new Date(at.getTime() + n * 60_000);
        now = (step === 'wrote' ? afterCustomerMessage(now, moment, false) : step === 'answered' ? afterReply(now, moment, undefined) : toStatus(now, step, moment)).after;
        expect(now.closedAt !== null).toBe(now.status === 'closed');
        expect(now.solvedAt !== null).toBe(now.status === 'solved' || now.status === 'closed');
      }
    }));
  });
});

describe('number and token', () => {
  it('are read again as they were written, in any subject line', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.string({ unit: fc.constantFrom(' ', ':', 'Re', 'ä', '-', ']') }), (number, around) => {
      const token = newToken();
      expect(readToken(`${around} [${showNumber(number)}-${token}] ${around}`)).toEqual({ number, token });
      expect(readNumber(showNumber(number))).toBe(number);
    }));
  });
  it('stand once in an answer, however often it went to and fro', () => {
    expect(answerSubjectLine('AW: Re: WG: Kein Empfang [V-100023-aaaaaa]', 'V-100023-x7k2pq')).toBe('Re: Kein Empfang [V-100023-x7k2pq]');
    expect(answerSubjectLine('', 'V-1-x7k2pq')).toBe('Re: [V-1-x7k2pq]');
  });
});

describe('HTML in a case', () => {
  it('does nothing, and cleaning it again changes nothing', () => {
    for (const html of ['<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<svg onload=x>', '<iframe src="https://x">', '<style>*{}</style>', '<p style="position:fixed;color:red">x</p>', '<form action="https://x"><input></form>', '<img src="//tracker.example/x.png">', '<base href="https://x">', '<math><mtext></p><style><img src=x onerror=alert(1)>']) {
      const clean = sanitiseHtml(html);
      expect(clean).not.toMatch(/onerror|javascript:|<svg|<iframe|<style|position|<form|<input|<base|src="\/\/|src="https?:/i);
      expect(sanitiseHtml(clean)).toBe(clean);
    }
    fc.assert(fc.property(fc.array(fc.constantFrom('<p>', '</p>', '<img src=', '"', "'", '<script>', '</script>', 'javascript:', ' onload=', '<a href=', '>', 'cid:x', 'https://x.example', '<details class="quoted">', 'ä', '&lt;'), { maxLength: 40 }), (parts) => {
      const clean = sanitiseHtml(parts.join(''));
      expect(clean).not.toMatch(/<script|<[^>]*\sonload=/i);
      expect(sanitiseHtml(clean)).toBe(clean);
    }));
  });
  it('reads as text with its lists, lines and addresses', () => {
    expect(plainText('<p>Guten Tag &amp; willkommen,</p><ul><li>eins</li><li>zwei</li></ul><p>Siehe <a href="https://x.example/a">Anleitung</a><br>Gruß</p>')).toBe('Guten Tag & willkommen,\n\n- eins\n- zwei\n\nSiehe Anleitung (https://x.example/a)\nGruß');
  });
});

it('takes no programs, whatever they call themselves', () => {
  expect(['a.exe', 'rechnung.pdf.JS', 'x.docm ', 'y.html', 'a.svg', 'b.exe. .'].map((name) => refusalOf(name) === null)).toEqual([false, false, false, false, false, false]);
  expect(['a.pdf', 'exe', 'foto.jpeg', 'tabelle.xlsx', 'js.txt'].map((name) => refusalOf(name))).toEqual([null, null, null, null, null]);
  expect([tidyName('../../etc/passwd'), tidyName('C:\\x\\b\u202egpj.exe'), tidyName('\0')]).toEqual(['passwd', 'bgpj.exe', 'file']);
});

it('counts as gone who has said nothing for 25 seconds', () => {
  const there = new WhoIsThere();
  const news = { caseId: 'c', id: 'a', name: 'Anna', isTyping: false, isLeaving: false };
  expect([there.hear(news, null, at), there.hear(news, null, at), there.hear({ ...news, isTyping: true }, null, at)]).toEqual([true, false, true]);
  expect(there.forgetGone(new Date(at.getTime() + GONE_AFTER_MS))).toEqual([]);
  expect(there.forgetGone(new Date(at.getTime() + GONE_AFTER_MS + 1))).toEqual([{ caseId: 'c', department: null }]);
  expect(there.peopleAt('c')).toEqual([]);
});
