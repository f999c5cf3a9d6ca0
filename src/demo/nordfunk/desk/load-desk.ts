import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock.ts';
import { bookGoodwill } from '../../../acting/goodwill/book-goodwill.actions.ts';
import { addUsualGoodwill } from '../../../acting/goodwill/manage-goodwill.actions.ts';
import { addPartner, listPageOfPartners } from '../../../acting/inquiries/partners.actions.ts';
import { changeCase, solveCase } from '../../../acting/cases/changes/change-case.actions.ts';
import { openCase } from '../../../acting/cases/open-case.actions.ts';
import { addContact, addNote } from '../../../acting/cases/conversation/reply.actions.ts';
import { createPlaybook, listPlaybooks, publishPlaybook } from '../../../acting/playbooks/playbooks.actions.ts';
import { makePromise } from '../../../acting/promises/make-promise.actions.ts';
import { keepPromise } from '../../../acting/promises/settle-promise.actions.ts';
import { createMacro, listMacros } from '../../../acting/templates/macros.actions.ts';
import { createTemplate, listTemplates } from '../../../acting/templates/templates.actions.ts';
import { addColleagues, type Colleague } from '../../../governance/users/colleagues.actions.ts';
import { identifierId } from '../../../people/identity/identity.actions.ts';
import type { Context } from '../../../platform/context.ts';
import { acknowledgeWarning, listWarningsFor } from '../../../steering/warnings/warnings.actions.ts';
import { Random } from '../random.ts';
import { heroUserId } from '../truths.ts';
import { guides } from './guides.ts';
import { type Complaint, matterOf } from './matters.ts';
import { readyTexts } from './ready-texts.ts';
import { colleagues } from './staff.ts';

const CASES = 84;
const NEWS_MS = 56 * DAY_MS;
const MOST_WARNINGS = 200;
const DEMO = 'Nordfunk';

/** Gathers, while the history goes by, the complaints of its last days: the newest of them become cases. */
export class DeskStory {
  readonly #from: Date;
  readonly #seen = new Map<string, Complaint>();
  constructor(until: Date) {
    this.#from = new Date(until.getTime() - 10 * 24 * HOUR_MS);
  }

  see(complaint: Complaint | null): void {
    // Her story begins when she calls: it is for whoever tries the product.
    if (complaint && complaint.at >= this.#from && complaint.userId !== heroUserId) this.#seen.set(complaint.messageId, complaint);
  }

  /** One case per customer, spread over the days; those about dropped calls all of them, because they belong together. */
  choose(): Complaint[] {
    const byCustomer = new Map([...this.#seen.values()].sort((a, b) => a.at.getTime() - b.at.getTime()).map((complaint) => [complaint.userId, complaint]));
    const all = [...byCustomer.values()];
    const dropped = all.filter(({ topic }) => topic === 'dropped_calls').slice(-24);
    const others = all.filter(({ topic }) => topic !== 'dropped_calls');
    const step = Math.max(1, others.length / Math.max(1, CASES - dropped.length));
    return [...dropped, ...Array.from({ length: Math.min(others.length, CASES - dropped.length) }, (_, index) => others[Math.floor(index * step)])]
      .filter((complaint) => complaint !== undefined).sort((a, b) => a.at.getTime() - b.at.getTime());
  }
}

/** What a desk needs before its first case: colleagues, texts, guides, the maker of the phones, what may be given. */
export async function furnishDesk(context: Context): Promise<Colleague[]> {
  const staff = await addColleagues(context, colleagues);
  const manager = managerOf(staff);
  if ((await listTemplates(context, { limit: 1 })).items.length === 0) for (const text of readyTexts) await createTemplate(context, DEMO, text);
  if ((await listMacros(context, { limit: 1 })).items.length === 0) {
    await createMacro(context, DEMO, { name: 'Rückruf bis morgen', department: null, steps: [{ do: 'assign', to: 'me' }, { do: 'promise', line: 'Rückruf bis morgen 14 Uhr' }] });
    await createMacro(context, DEMO, { name: 'An die Abrechnung', department: null, steps: [{ do: 'set_department', department: 'billing' }, { do: 'assign', to: 'nobody' }, { do: 'note', text: 'Bitte die Rechnung prüfen.' }] });
  }
  if (manager && (await listPlaybooks(context, asActor(manager), { limit: 1 })).items.length === 0) {
    for (const guide of guides) await publishPlaybook(context, asActor(manager), (await createPlaybook(context, asActor(manager), guide)).id);
  }
  if ((await listPageOfPartners(context, { limit: 1 })).items.length === 0) {
    await addPartner(context, { name: 'Halvard Mobile', kind: 'manufacturer', email: 'support@halvard.example', language: 'de', contact: 'Technische Rückfragen', note: '', answersInHours: 24 });
    await addPartner(context, { name: 'Werkstatt Repariert GmbH', kind: 'supplier', email: 'werkstatt@repariert.example', language: 'de', contact: '', note: '', answersInHours: 48 });
  }
  await addUsualGoodwill(context, { label: DEMO });
  return staff;
}

/**
 * The last ten days at the desk, through the same actions as in daily work, each at its time. A case that is there already
 * is left alone, so a load that was cut off can be repeated.
 */
export async function loadDesk(context: Context, staff: readonly Colleague[], complaints: readonly Complaint[], { until, seed, onShare }: { until: Date; seed: number; onShare: (share: number) => void }): Promise<void> {
  const random = new Random(seed, 'desk');
  const agents = staff.filter(({ role }) => role === 'agent');
  for (const [index, complaint] of complaints.entries()) {
    onShare(index / complaints.length);
    await playCase(context, complaint, { agent: random.pick(agents), random, until });
  }
}

async function playCase(context: Context, complaint: Complaint, { agent, random, until }: { agent: Colleague; random: Random; until: Date }): Promise<void> {
  const matter = matterOf(complaint.topic);
  const at = (moment: number): Context => ({ ...context, clock: { now: () => new Date(moment) } });
  const openedMs = complaint.at.getTime();
  // Drawn before anything may be left out, so that every case has its own luck.
  const luck = { takenMs: openedMs + random.logNormal(70, 0.8) * MINUTE_MS, isPromised: random.chance(0.5), promiseHours: random.pick([4, 20, 24, 28, 48]), keptShare: random.next(), isBroken: random.chance(0.14), isSolved: random.chance(0.8), isGiven: random.chance(0.2) };
  const { caseId, isNew } = await openCase(at(openedMs), {
    subject: identifierId(context, { kind: 'userId', value: complaint.userId }), channel: complaint.channel, subjectLine: complaint.subject ?? matter.subjectLine[complaint.language], text: complaint.text,
    category: matter.category, touchpoint: matter.touchpoint, department: matter.department, priority: complaint.mood <= -2 ? 'high' : 'normal', language: complaint.language,
    source: { kind: complaint.channel === 'mail' ? 'mail' : complaint.channel === 'chat' ? 'message' : 'phone' }, externalKey: `nordfunk-case:${complaint.messageId}`, at: complaint.at, isContact: false,
  });
  const endMs = until.getTime();
  const doer = asActor(agent);
  if (!isNew || luck.takenMs >= endMs) return;
  await changeCase(at(luck.takenMs), doer, caseId, { assignee: agent.id, status: 'open' });
  const dueMs = luck.takenMs + luck.promiseHours * HOUR_MS;
  const keptMs = luck.isBroken ? dueMs + luck.keptShare * 30 * HOUR_MS : luck.takenMs + (0.3 + 0.65 * luck.keptShare) * luck.promiseHours * HOUR_MS;
  if (luck.isPromised) {
    const promise = await makePromise(at(luck.takenMs), doer, { caseId, text: matter.promise, kind: 'callback', dueAt: new Date(dueMs).toISOString(), responsible: { userId: agent.id } });
    if (keptMs < endMs) {
      await addContact(at(keptMs), doer, caseId, { channel: 'call_center', direction: 'outbound', text: matter.done });
      await keepPromise(at(keptMs), doer, promise.id);
    }
  } else if (luck.takenMs + HOUR_MS < endMs) {
    await addNote(at(luck.takenMs + HOUR_MS), doer, caseId, { text: matter.done });
  }
  const solvedMs = Math.max(keptMs, luck.takenMs + HOUR_MS) + 20 * MINUTE_MS;
  if (solvedMs >= endMs || (complaint.topic === 'dropped_calls' && solvedMs > endMs - 4 * 24 * HOUR_MS)) return;
  if (luck.isGiven) await bookGoodwill(at(solvedMs - 5 * MINUTE_MS), doer, caseId, { kind: 'credit', amount: 10, reason: 'Lange gewartet', key: `nordfunk-goodwill:${complaint.messageId}` });
  if (luck.isSolved) await solveCase(at(solvedMs), doer, caseId);
}

/** A colleague as the actions know them; what the role allows was decided by whoever tells the story. */
/** Whoever manages the experience has seen the alarms of the months before; those of the last weeks wait for whoever opens the page. */
export async function seeOlderWarnings(context: Context, staff: readonly Colleague[], until: Date): Promise<void> {
  const manager = managerOf(staff);
  if (!manager) return;
  const { items } = await listWarningsFor(context, asActor(manager), { state: 'open', lang: 'de', limit: MOST_WARNINGS });
  for (const { id, raisedAt } of items) if (Date.parse(raisedAt) < until.getTime() - NEWS_MS) await acknowledgeWarning(context, asActor(manager), id, undefined);
}

const managerOf = (staff: readonly Colleague[]): Colleague | undefined => staff.find(({ role }) => role === 'cx_manager') ?? staff[0];

const asActor = ({ id, email, role }: Colleague) => ({ kind: 'user' as const, id, label: email, role, departments: null, byCookie: false, can: () => true });
