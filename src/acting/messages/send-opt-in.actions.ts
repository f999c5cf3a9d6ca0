import type { SendOptIn } from '../../people/consent/opt-in.actions.ts';
import { queueMessage } from './queue-message.actions.ts';

const words = {
  de: {
    subject: (company: string) => `Bitte bestätigen Sie: ${company || 'Ihre Einwilligung'}`,
    text: ({ textShown, url, days }: { textShown: string; url: string; days: number }) =>
      `Guten Tag,\n\nfür diese Adresse wurde Folgendes gewünscht:\n\n„${textShown}“\n\nBitte bestätigen Sie das hier:\n${url}\n\nDer Link gilt ${days} Tage und nur einmal. Wenn Sie das nicht waren, tun Sie bitte nichts: Dann erhalten Sie keine weiteren Nachrichten.`,
  },
  en: {
    subject: (company: string) => `Please confirm: ${company || 'your consent'}`,
    text: ({ textShown, url, days }: { textShown: string; url: string; days: number }) =>
      `Hello,\n\nfor this address the following was asked for:\n\n“${textShown}”\n\nPlease confirm it here:\n${url}\n\nThe link is valid for ${days} days and only once. If it was not you, please do nothing: you will get no further messages.`,
  },
};
const DAY_MS = 86_400_000;

/** The link of a double opt-in, as a message: asked for by its reader, so it needs no consent and has nothing to unsubscribe from. */
export const sendOptIn: SendOptIn = async (context, tx, { requestId, subject, channel, address, language, url, company, textShown, expiresAt }) => {
  const { subject: subjectOf, text } = words[language];
  const days = Math.round((expiresAt.getTime() - context.clock.now().getTime()) / DAY_MS);
  await queueMessage(context, tx, {
    sendKey: `opt_in:${requestId}`, purpose: 'service', kind: 'opt_in', channel, address, subject, isAnswer: true,
    body: { subjectLine: subjectOf(company), text: text({ textShown, url, days }), language }, headers: { 'Auto-Submitted': 'auto-generated' },
  });
};
