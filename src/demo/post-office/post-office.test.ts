import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { startPostOffice } from './post-office.ts';

test('the mail server of the demo company takes real mails and delivers them to nobody', async () => {
  const office = await startPostOffice({ now: () => new Date('2026-11-20T10:00:00Z') });
  const { hostname, port } = new URL(office.url);
  const transport = createTransport({ host: hostname, port: Number(port), secure: false, ignoreTLS: true });
  await transport.sendMail({ from: 'service@nordfunk.example', to: 'jana@nordfunk-kunden.example', subject: 'Ihre Zusage', text: 'Wir melden uns morgen.' });
  transport.close();
  expect(office.taken).toBe(1);
  expect(office.last).toEqual([{ to: 'jana@nordfunk-kunden.example', subject: 'Ihre Zusage', at: new Date('2026-11-20T10:00:00Z') }]);
  await office.stop();
});
