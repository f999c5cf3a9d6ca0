import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

describe('the log', () => {
  it('lets no secret out, wherever it stands in what is logged', () => {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line) => void lines.push(line) });
    const secret = 'seven green kettles';
    log.info({ password: secret, recoveryCodes: [secret], link: `http://x/welcome/${secret}` }, 'a');
    log.warn({ body: { password: { old: secret, new: secret }, code: secret, clientSecret: secret, token: secret } }, 'b');
    log.error({ request: { body: { recoveryCode: secret, seed: secret } }, settings: { smtpUrl: secret } }, 'c');
    log.info({ req: { headers: { cookie: secret, authorization: secret } }, res: { headers: { 'set-cookie': [secret] } } }, 'd');
    expect(lines).toHaveLength(4);
    expect(lines.join('\n')).not.toContain(secret);
  });
  it('keeps what helps', () => {
    const lines: string[] = [];
    createLog('info', { write: (line) => void lines.push(line) }).info({ reason: 'OAUTH_TIMEOUT', job: 'mail.send', err: Object.assign(new Error('gone'), { code: '57P01' }) }, 'a job failed');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ reason: 'OAUTH_TIMEOUT', job: 'mail.send', err: { code: '57P01', message: 'gone' }, msg: 'a job failed' });
  });
});
