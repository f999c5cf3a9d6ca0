import pino, { type DestinationStream, type Logger } from 'pino';

/** What opens a door, by the names it has in our code; nobody should log it, and if somebody does, it does not get out. */
const secretNames = ['password', 'recoveryCode', 'recoveryCodes', 'token', 'secret', 'clientSecret', 'sealedClientSecret', 'seed', 'sealedSeed', 'link', 'writeKey', 'apiKey', 'idToken', 'accessToken', 'cookie', 'setCookies', 'authorization', 'smtpUrl', 'identitySecret'];
/** `code` alone also names kinds of errors, which help. */
const secretPlaces = ['body.code', '*.body.code'];
const headers = ['authorization', 'cookie', '["set-cookie"]'];

/** The log of the product: JSON lines, without secrets. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const paths = [
    ...secretPlaces,
    ...secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    ...headers.flatMap((name) => ['req.headers', 'res.headers', 'headers'].map((place) => (name.startsWith('[') ? `${place}${name}` : `${place}.${name}`))),
  ];
  return pino({ level, redact: paths }, ...(destination ? [destination] : []));
}
