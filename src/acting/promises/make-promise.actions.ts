import { emit } from '../../governance/webhooks/emit.actions.ts';
import { newId } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { usualCalendar } from '../../kernel/time/calendar.ts';
import { isTimeZone } from '../../kernel/time/zone-names.ts';
import type { Context } from '../../platform/context.ts';
import type { Db } from '../../platform/storage/records.ts';
import type { CaseKnowledge, Doer } from '../cases/case-actors.contract.ts';
import { addCaseEvent, getCaseFacts, setNextDue } from '../cases/case-events.actions.ts';
import { readUsualCalendar } from '../service-levels/calendars.actions.ts';
import { decideNextNotice } from './notices.actions.ts';
import { parsePromise, type PromiseReading } from './parse-promise.logic.ts';
import type { CustomerPromise, LineSetting, PromiseInput, Responsible } from './promises.contract.ts';
import { findNextDueOf, findZoneOfSubject, insertPromise, insertPromiseEvent } from './promises.queries.ts';
import { kindOf } from './reading/promise-kind.logic.ts';
import { getPromise } from './show-promises.actions.ts';
import { findColleague, isDepartment, listPossibleResponsibles } from './staff.queries.ts';

/**
 * Promises something to the customer of a case.
 * @throws case.not_found, promise.line_unclear, promise.responsible_unknown, request.invalid when it is due already
 */
export async function makePromise(context: Context, actor: Doer, input: PromiseInput): Promise<CustomerPromise> {
  const id = await context.db.transaction().execute((tx) => makePromiseIn(context, tx, actor, input));
  return getPromise(context, actor, id);
}

/** The same inside of a transaction, e.g. of a macro. @returns its id */
export async function makePromiseIn(context: Context, tx: Db, actor: Doer, input: PromiseInput): Promise<string> {
  const now = context.clock.now();
  const found = await getVisibleCase(tx, actor, input.caseId);
  const zone = input.timeZone ?? (await zoneFor(tx, found.subject)).timeZone;
  const said = await whatWasSaid(context, tx, input, { timeZone: zone, language: found.language });
  if (said.dueAt <= now) throw new Problem('request.invalid', 'A promise that is due already cannot be made.', {}, [{ at: 'dueAt', reason: 'is over already' }]);
  const responsible = await responsibleFor(tx, actor, found, input.responsible);
  const promise = {
    id: newId(now.getTime()), caseId: found.id, subject: found.subject, kind: input.kind ?? kindOf(said.text), text: said.text, dueAt: said.dueAt, timeZone: zone, line: input.line ?? null, reading: said.reading,
    responsibleUser: responsible.userId, responsibleDepartment: responsible.department, department: found.department, touchpoint: found.touchpoint,
    madeAt: now, madeByKind: actor.kind, madeById: actor.id === '' ? null : actor.id, madeByLabel: actor.label, nextNoticeAt: null,
  };
  await insertPromise(tx, { ...promise, nextNoticeAt: await decideNextNotice(tx, promise, now) });
  await insertPromiseEvent(tx, { promiseId: promise.id, at: now, kind: 'made', actorLabel: actor.label, writtenAt: now });
  await addCaseEvent(context, tx, found.id, { what: 'promise.made', actor, data: { promiseId: promise.id, kind: promise.kind, text: said.text, dueAt: said.dueAt.toISOString(), timeZone: zone, responsible: responsible.name } });
  await setNextDue(context, tx, found.id, 'promise', await findNextDueOf(tx, found.id));
  await emit(context, tx, [{ kind: 'promise.made', data: { promiseId: promise.id, caseId: found.id, kind: promise.kind, dueAt: said.dueAt.toISOString() }, ...(found.customerId === null ? {} : { customerIds: [found.customerId] }) }]);
  return promise.id;
}

/** For macros and programs that know only a line. @throws promise.line_unclear */
export function makePromiseFromLine(context: Context, actor: Doer, caseId: string, line: string): Promise<CustomerPromise> {
  return makePromise(context, actor, { caseId, line });
}

interface Said {
  text: string;
  dueAt: Date;
  reading: string | null;
}

async function whatWasSaid(context: Context, db: Db, input: PromiseInput, { timeZone, language }: { timeZone: string; language: string | null }): Promise<Said> {
  if (input.text !== undefined && input.dueAt !== undefined) return { text: input.text, dueAt: new Date(input.dueAt), reading: null };
  const calendar = (await readUsualCalendar(db)) ?? usualCalendar;
  const reading = parsePromise(input.line ?? '', { now: context.clock.now(), timeZone, language: language === 'en' ? 'en' : 'de', calendar });
  if (!reading) throw new Problem('promise.line_unclear', 'The line does not say by when. Add a time, e.g. "tomorrow 14:00".', { reason: 'no_time' });
  if (reading.problem !== null) throw new Problem('promise.line_unclear', reading.problem === 'past' ? `That is over already: ${reading.reading}` : `The line can be read in several ways: ${reading.reading}`, { reason: reading.problem, reading: shownReading(reading) });
  return { text: reading.what, dueAt: reading.dueAt, reading: reading.reading };
}

export function shownReading(reading: PromiseReading) {
  const { what, kind, dueAt, confidence, problem, reading: text, others } = reading;
  return { what, kind, dueAt: dueAt.toISOString(), confidence, problem, reading: text, others: others.map((other) => ({ dueAt: other.dueAt.toISOString(), reading: other.reading })) };
}

/** @throws case.not_found also for a case of a foreign department */
async function getVisibleCase(db: Db, actor: Doer, caseId: string): Promise<CaseKnowledge> {
  const found = await getCaseFacts(db, caseId);
  if (actor.departments !== null && (found.department === null || !actor.departments.includes(found.department))) throw new Problem('case.not_found', 'This case does not exist.', { caseId });
  return found;
}

/** Who makes it; a program that makes it leaves it to who works on the case, else to the department. */
async function responsibleFor(db: Db, actor: Doer, found: CaseKnowledge, wanted: Responsible | undefined): Promise<{ userId: string | null; department: string | null; name: string }> {
  const asked = wanted ?? (actor.kind === 'user' ? { userId: actor.id } : found.assignee !== null ? { userId: found.assignee } : found.department !== null ? { department: found.department } : null);
  if (asked === null) throw new Problem('promise.responsible_unknown', 'Nobody works on this case yet: say who is responsible for the promise.', {}, [{ at: 'responsible', reason: 'is missing' }]);
  return getResponsible(db, asked);
}

/** @throws promise.responsible_unknown */
export async function getResponsible(db: Db, asked: Responsible): Promise<{ userId: string | null; department: string | null; name: string }> {
  if ('userId' in asked) {
    const colleague = await findColleague(db, asked.userId);
    if (!colleague) throw new Problem('promise.responsible_unknown', 'This person does not work here (any more).', {}, [{ at: 'responsible.userId', reason: 'is nobody' }]);
    return { userId: colleague.id, department: null, name: colleague.name };
  }
  if (!(await isDepartment(db, asked.department))) throw new Problem('promise.responsible_unknown', 'There is no such department.', {}, [{ at: 'responsible.department', reason: 'does not exist' }]);
  return { userId: null, department: asked.department, name: asked.department };
}

async function zoneFor(db: Db, subject: string | null): Promise<{ timeZone: string; isCustomersZone: boolean }> {
  const known = subject === null ? null : await findZoneOfSubject(db, subject);
  if (known !== null && isTimeZone(known)) return { timeZone: known, isCustomersZone: true };
  return { timeZone: ((await readUsualCalendar(db)) ?? usualCalendar).timeZone, isCustomersZone: false };
}

/** What the page needs to read a line while it is typed. @throws case.not_found */
export async function readLineSetting(context: Context, actor: Doer, caseId: string | undefined): Promise<LineSetting> {
  const found = caseId === undefined ? null : await getVisibleCase(context.db, actor, caseId);
  const calendar = (await readUsualCalendar(context.db)) ?? usualCalendar;
  const people = await listPossibleResponsibles(context.db, context.clock.now());
  return {
    ...(await zoneFor(context.db, found?.subject ?? null)),
    calendar: { timeZone: calendar.timeZone, week: calendar.week.map((spans) => [...spans]), holidayRegion: calendar.holidayRegion, ownDays: calendar.ownDays.map((day) => ({ ...day, spans: [...day.spans] })) },
    people: people.map(({ awayUntil, ...person }) => ({ ...person, awayUntil: awayUntil?.toISOString() ?? null })),
  };
}

/** Reads a line without making anything of it. @throws case.not_found */
export async function readLine(context: Context, actor: Doer, { line, caseId, language }: { line: string; caseId?: string | undefined; language: 'de' | 'en' }) {
  const { timeZone } = await zoneFor(context.db, caseId === undefined ? null : (await getVisibleCase(context.db, actor, caseId)).subject);
  const reading = parsePromise(line, { now: context.clock.now(), timeZone, language, calendar: (await readUsualCalendar(context.db)) ?? usualCalendar });
  return { reading: reading && shownReading(reading), timeZone };
}
