import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import { deleteWords, listTextsAfter, listTextsOfCustomers, listTextsWith, listWordsAfter } from './erase-identity.queries.ts';
import { lockIdentity } from './identity.queries.ts';

const MOST_LOOKED_AT = 2_000;
/** More words than that are sooner found by reading all customers once. */
const MOST_SEARCHED = 2_000;
const WORDS_AT_ONCE = 200;
const ROWS_AT_ONCE = 5_000;

/** The words of a text that the list for typing errors holds. */
export const wordsOf = (text: string): Set<string> => new Set(lettersOf(text).filter((word) => word.length >= 3 && word.length <= 40));
const lettersOf = (text: string) => text.split(/[^\p{L}]+/u);

/** Adds the words that these customers have now, before something of them goes. */
export async function noteWords(tx: Db, customerIds: Iterable<string>, words: Set<string>): Promise<void> {
  for (const text of await listTextsOfCustomers(tx, [...new Set(customerIds)])) for (const word of wordsOf(text)) words.add(word);
}

/** Words that no customer has any more, a rare surname say, are not suggested any more. */
export async function forgetWords(tx: Db, words: Iterable<string>): Promise<void> {
  const orphans: string[] = [];
  for (const word of words) {
    const others = await listTextsWith(tx, word, MOST_LOOKED_AT);
    if (!others.some((text) => lettersOf(text).includes(word))) orphans.push(word);
  }
  if (orphans.length > 0) await deleteWords(tx, orphans);
}

/**
 * The same for many words, after many customers are gone; nobody waits long for it.
 * @param candidates - words that the gone ones had; null = any word may have been theirs
 */
export async function forgetLostWords({ db }: Pick<Context, 'db'>, candidates: ReadonlySet<string> | null): Promise<void> {
  const left = candidates === null ? await readAllWords(db) : new Set(candidates);
  if (left.size > MOST_SEARCHED) await takeOutKnown(db, left);
  const words = [...left];
  for (let place = 0; place < words.length; place += WORDS_AT_ONCE) {
    await db.transaction().execute(async (tx) => {
      await lockIdentity(tx); // else somebody could come with such a word just now
      await forgetWords(tx, words.slice(place, place + WORDS_AT_ONCE));
    });
  }
}

async function readAllWords(db: Db): Promise<Set<string>> {
  const all = new Set<string>();
  for (let page = await listWordsAfter(db, '', ROWS_AT_ONCE); page.length > 0; page = await listWordsAfter(db, page.at(-1) ?? '', ROWS_AT_ONCE)) for (const word of page) all.add(word);
  return all;
}

async function takeOutKnown(db: Db, words: Set<string>): Promise<void> {
  for (let page = await listTextsAfter(db, null, ROWS_AT_ONCE); page.length > 0 && words.size > 0; page = await listTextsAfter(db, page.at(-1)?.id ?? null, ROWS_AT_ONCE)) {
    for (const { searchText } of page) for (const word of lettersOf(searchText)) words.delete(word);
  }
}
