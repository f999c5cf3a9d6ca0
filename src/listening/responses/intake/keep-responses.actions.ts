import { fingerprintId, keyedId } from '../../../kernel/ids.ts';
import { emit } from '../../../governance/webhooks/emit.actions.ts';
import type { WebhookEvent } from '../../../governance/webhooks/webhooks.contract.ts';
import { listTouchpoints } from '../../../journeys/touchpoints/touchpoints.actions.ts';
import { identifierId, loadKinds, normalIdentifier, recordSightings, type Sighting, strongest } from '../../../people/identity/identity.actions.ts';
import type { Context } from '../../../platform/context.ts';
import type { Journal } from '../../../platform/storage/journal.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { answerRow, interactionRow, type KeptResponse, type Place, responseRow } from './history-rows.logic.ts';

/** Who is said to have answered. */
export interface Answerer {
  id: string;
  at: Date;
  identifiers: readonly { kind: string; value: string }[];
}

/** Whom responses come from, for all at once; without an entry where nothing identifies anybody. To be called inside of the transaction. */
export async function findSubjects(context: Context, tx: Db, journal: Journal, responses: readonly Answerer[]): Promise<{ subjects: Map<string, string>; afterCommit: () => void }> {
  const subjects = new Map<string, string>();
  const named = responses.filter(({ identifiers }) => identifiers.length > 0);
  if (named.length === 0) return { subjects, afterCommit: () => undefined };
  const kinds = await loadKinds(context, tx);
  const sightings = named.flatMap(({ id, identifiers, at }): Sighting[] => {
    const normal = identifiers.flatMap(({ kind, value }) => {
      const one = normalIdentifier(context, kind, value);
      return 'identifier' in one ? [one.identifier] : [];
    });
    const subject = strongest(normal, kinds);
    if (!subject) return [];
    subjects.set(id, identifierId(context, subject));
    const links = normal.filter((identifier) => identifier !== subject).map((from) => ({ from, into: subject, rule: 'same_event' as const }));
    return [{ at, messageKey: `survey:${id}`, source: 'survey', subject, named: normal, links }];
  });
  return { subjects, afterCommit: await recordSightings(context, tx, journal, sightings) };
}

/** Under which identifier a response is written; null where none identifies anybody. */
export function strongestSubject(context: Context, kinds: Awaited<ReturnType<typeof loadKinds>>, identifiers: readonly { kind: string; value: string }[]): string | null {
  const normal = identifiers.flatMap(({ kind, value }) => {
    const one = normalIdentifier(context, kind, value);
    return 'identifier' in one ? [one.identifier] : [];
  });
  const subject = strongest(normal, kinds);
  return subject ? identifierId(context, subject) : null;
}

/** Nobody is behind it but this one response, so it counts as a customer of its own. */
export const anonymousSubject = (context: Context, responseId: string): string => keyedId(context.identitySecret, 'anonymous_response', responseId);

/** Puts responses into the journal: each is a row of its progress; finished ones also answers and a contact. What employees say lies apart and is no contact. */
export function journalResponses(journal: Journal, responses: readonly KeptResponse[]): void {
  const inSurveys = responses.flatMap((response) => (response.progress ? [{ response, progress: response.progress }] : []));
  const finished = responses.filter(({ progress }) => progress === null || progress.state === 'finished');
  const contacts = finished.filter(({ isContact, isOfEmployees }) => isContact && !isOfEmployees);
  if (inSurveys.length > 0) journal.add('responses', (batch) => inSurveys.map(({ response, progress }) => responseRow(response, progress, batch)));
  for (const table of ['answers', 'staff_answers'] as const) {
    const own = finished.filter(({ isOfEmployees }) => isOfEmployees === (table === 'staff_answers'));
    if (own.length > 0) journal.add(table, (batch) => own.flatMap((response) => response.answers.map((answer) => answerRow(response, answer, batch))));
  }
  if (contacts.length > 0) journal.add('interactions', (batch) => contacts.map((response) => interactionRow(response, fingerprintId(`survey_response:${response.id}`), batch)));
}

/** Tells the world about finished responses, without the words of the customer; never when an employee answered. @param customerOf - an identifier under which the API finds them; null for somebody unknown */
export async function tellOfResponses(context: Context, tx: Db, responses: readonly KeptResponse[], customerOf: (responseId: string) => string | null): Promise<void> {
  await emit(context, tx, responses.filter(({ isOfEmployees }) => !isOfEmployees).map(({ id, survey, touchpoint, channel, at }): WebhookEvent => {
    const customer = customerOf(id);
    return {
      kind: 'response.received',
      data: { responseId: id, survey, touchpoint, channel, at: at.toISOString(), customerId: customer },
      customerIds: customer === null ? [] : [customer],
    };
  }));
}

/** What answers take over from the touchpoint that they are about. Empty department: nobody owns it. */
export async function placesOfTouchpoints(context: Context): Promise<Map<string, Place>> {
  return new Map((await listTouchpoints(context)).map(({ code, channel, department }) => [code, { touchpoint: code, channel, department: department ?? '' }]));
}

/** The touchpoint of a survey; also where it is no longer in the inventory, or there is none. */
export const placeOf = (places: ReadonlyMap<string, Place>, touchpoint: string | null): Place => places.get(touchpoint ?? '') ?? { touchpoint: touchpoint ?? '', channel: 'other', department: '' };
