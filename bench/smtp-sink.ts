/** Program: a mail server that takes everything and counts; says its port, and the count when asked. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

const addresses = new Set<string>();
let mails = 0;
const server = new SMTPServer({
  authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true, logger: false, maxClients: 200,
  onData(stream, session, done) {
    stream.resume().on('end', () => {
      const to = session.envelope.rcptTo[0]?.address ?? '';
      if (to.startsWith('bare-')) return done();
      mails += 1;
      addresses.add(to);
      return done();
    });
  },
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.server.address() as AddressInfo).port }));
process.on('message', () => process.send?.({ mails, addresses: addresses.size }));
