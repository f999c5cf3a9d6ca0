import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { countMessagesOf, countOld, countOldByYear, deleteOld, emptyMessages, emptyMessagesOf, emptyOld, listMessagesOf } from './messages-privacy.queries.ts';
import { withoutOwnLinks } from './own-links.logic.ts';

const ROWS_AT_ONCE = 1_000;
const OLD_AT_ONCE = 5_000;

/** Messages to customers: where they went and what they said. */
export const messagesHolder: PersonalDataHolder = {
  name: 'acting.messages',
  tables: ['records.messages', 'records.message_bodies', 'records.message_told', 'records.outreach_recipients'],
  category: {
    key: 'messages', labelDe: 'Nachrichten an Kunden', labelEn: 'Messages to customers',
    purposeDe: 'Kunden antworten und sie informieren, jeden genau einmal', purposeEn: 'Answering and informing customers, each of them once',
  },
  staysDe: 'Dass an einem Tag eine Nachricht hinausging, bleibt als Zahl; an wen und mit welchem Wortlaut, nicht.',
  staysEn: 'That a message went out on a day stays as a number; not to whom, or in which words.',
  count: ({ db }, { subjects }) => countMessagesOf(db, subjects),
  async *export({ db }, { subjects }) {
    for (let after: { queuedAt: Date; id: string } | null = null; ; ) {
      const rows = await listMessagesOf(db, subjects, after, ROWS_AT_ONCE);
      // Staff may make this file too: what opens the customer's own page is not in it.
      for (const { line } of rows) yield Object.fromEntries(Object.entries(line).map(([name, value]) => [name, typeof value === 'string' ? withoutOwnLinks(value) : value]));
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = { queuedAt: last.queuedAt, id: last.id };
    }
  },
  erase: async ({ clock }, tx, { subjects }) => ({ erased: await emptyMessagesOf(tx, subjects, clock.now()) }),
  expires: ['anonymise', 'delete'],
  async expire({ db, clock }, action, before, isDryRun) {
    if (isDryRun) return countOld(db, before);
    let done = 0;
    for (let some = OLD_AT_ONCE; some === OLD_AT_ONCE; done += some) {
      some = await db.transaction().execute((tx) => (action === 'delete' ? deleteOld(tx, before, OLD_AT_ONCE) : emptyOld(tx, before, clock.now(), OLD_AT_ONCE)));
    }
    return done;
  },
  countByYear: ({ db }, before) => countOldByYear(db, before),
};

/** What was said about a customer in messages to somebody else; their slice knows which those are. */
export const forgetMessages: typeof emptyMessages = emptyMessages;
