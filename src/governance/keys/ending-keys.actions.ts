import { DAY_MS } from '../../kernel/clock.ts';
import type { Context } from '../../platform/context.ts';
import { canMail, queueMail } from '../../platform/mail/mail-queue.ts';
import { listKeyKeepers, takeEndingApiKeys } from './api-keys.queries.ts';
import { WARN_BEFORE_DAYS } from './keys.contract.ts';

const KEYS_AT_ONCE = 100;
const KEEPERS = 20;

/** Tells the administrators once which keys end within two weeks: by mail where there is one, in the log always. @returns how many keys */
export async function warnOfEndingKeys(context: Context): Promise<number> {
  const now = context.clock.now();
  return context.db.transaction().execute(async (tx) => {
    const ending = await takeEndingApiKeys(tx, now, new Date(now.getTime() + WARN_BEFORE_DAYS * DAY_MS), KEYS_AT_ONCE);
    for (const { name, expiresAt } of ending) context.log.warn({ key: name, expiresAt }, 'an API key ends soon');
    if (ending.length === 0 || !canMail(context)) return ending.length;
    for (const { email, language } of await listKeyKeepers(tx, KEEPERS)) await queueMail(context, { to: email, ...wordsFor(language, ending, context.settings.publicUrl) }, tx);
    return ending.length;
  });
}

function wordsFor(language: 'de' | 'en', ending: readonly { name: string; expiresAt: Date }[], publicUrl: string): { subject: string; text: string } {
  const list = ending.map(({ name, expiresAt }) => `- ${name}: ${new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(expiresAt)}`).join('\n');
  const address = `${publicUrl}/settings/keys`;
  return language === 'de'
    ? { subject: 'API-Schlüssel laufen bald ab', text: `Diese API-Schlüssel gelten nur noch kurz:\n\n${list}\n\nProgramme, die sie benutzen, bekommen danach keinen Zugang mehr. Hier legen Sie neue an:\n${address}\n` }
    : { subject: 'API keys end soon', text: `These API keys work only a little longer:\n\n${list}\n\nPrograms that use them lose access then. Make new ones here:\n${address}\n` };
}
