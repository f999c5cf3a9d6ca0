import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { ageVoices, countOldVoices, countVoicesByYear, countVoicesOf, forgetVoicesOf, listVoicesOf } from './voices-privacy.queries.ts';

/**
 * Reviews, posts and feedback mails. What lies in history goes with the contacts and answers; here are the words and names as
 * they came. An erasure leaves a fingerprint, so that the next look at the feed does not bring the same words back.
 */
export const voicesHolder: PersonalDataHolder = {
  name: 'listening.voices',
  tables: ['records.voices', 'records.voice_versions', 'records.voice_answers', 'records.voice_files', 'records.voice_cases', 'records.voice_replies', 'files.voices'],
  category: {
    key: 'voices', labelDe: 'Bewertungen, Beiträge und Feedback', labelEn: 'Reviews, posts and feedback',
    purposeDe: 'Lesen und beantworten, was Kunden öffentlich oder per E-Mail über uns sagen', purposeEn: 'Reading and answering what customers say about us in public or by mail',
  },
  staysDe: 'Ein Fingerabdruck ohne Bezug zu jemandem, damit dieselbe Bewertung nicht noch einmal hereinkommt. Beim Portal selbst steht sie, bis sie dort gelöscht wird.',
  staysEn: 'A fingerprint that names nobody, so that the same review does not come in once more. On the portal itself it stands until it is deleted there.',
  count: ({ db }, reach) => countVoicesOf(db, reach),
  async *export({ db }, reach) {
    for (const { at, answeredAt, ...voice } of await listVoicesOf(db, reach, 10_000)) yield { at: at.toISOString(), ...(answeredAt === null ? {} : { answeredAt: answeredAt.toISOString() }), ...Object.fromEntries(Object.entries(voice).filter(([, value]) => value !== null && value !== '')) };
  },
  erase: async ({ clock }, tx, reach) => ({ erased: await forgetVoicesOf(tx, reach, clock.now()) }),
  expires: ['anonymise', 'delete'],
  expire: ({ db, clock }, action, before, isDryRun) => (isDryRun ? countOldVoices(db, before) : ageVoices(db, { action, before, at: clock.now() })),
  countByYear: ({ db }, before) => countVoicesByYear(db, before),
};
