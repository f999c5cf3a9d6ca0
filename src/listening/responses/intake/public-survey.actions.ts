import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { getPublished, getVersion } from '../../surveys/versions/published.actions.ts';
import { stateOf } from '../../surveys/survey-state.logic.ts';
import { closedAtOf } from './closing.logic.ts';
import { dayOf, isAboutEmployees, needsOwnLink } from '../employees.logic.ts';
import { acceptSaves } from './intake.actions.ts';
import { checkPin, getLink } from '../links/links.actions.ts';
import { type LinkRow, markOpened } from '../links/links.queries.ts';
import { prepareSave } from './prepare-save.actions.ts';
import { isSettled, matchCells } from '../quotas/quota-cells.logic.ts';
import { QUOTAS_PER_SURVEY } from '../quotas/quotas.contract.ts';
import { listQuotas } from '../quotas/quotas.queries.ts';
import type { PublicState, PublicSurvey, PublicSurveyQuery, SavedResponse, SaveResponse } from '../responses.contract.ts';
import { findResumable, type ResumableResponse } from '../responses.queries.ts';

/** How long whoever has begun may go on after the end; see planSave. */
const GRACE_MS = 86_400_000;

/**
 * What a customer's page needs to ask: the definition while answers are taken, otherwise why not.
 * @throws survey.not_found, survey.link_not_found, survey.pin_wrong, survey.pin_blocked
 */
export async function readPublicSurvey(context: Context, code: string, { token, pin }: PublicSurveyQuery): Promise<PublicSurvey> {
  const published = await getPublished(context, code);
  const link = token === undefined ? null : await getLink(context, code, token);
  if (link?.hasPin) {
    if (pin === undefined) return { code, state: 'pin_needed', version: null, definition: null, theme: published.theme, languages: published.definition.languages, title: {}, notice: null, hidden: {}, resume: null, isPersonal: isPersonal(link) };
    await checkPin(context, link, pin);
  }
  const now = context.clock.now();
  // A link that many may use again and again says nothing about who holds it: nobody is shown what another one began.
  const resume = link?.responseId && !link.usedAt && (link.isSingleUse || isPersonal(link)) ? await findResumable(context.db, link.responseId) : null;
  const definition = resume ? await getVersion(context, code, resume.version) : published.definition;
  const state = await findState(context, published, { link, resume, now });
  if (link && state === 'open') await markOpened(context.db, link.id, isAboutEmployees(published.survey) ? dayOf(now) : now);
  const { closing, languages, title } = definition;
  const isOpen = state === 'open';
  return {
    code, state, version: isOpen ? (resume?.version ?? published.version) : null, definition: isOpen ? definition : null, theme: published.theme, languages, title,
    notice: (state === 'quota_full' ? closing?.quotaFull : state === 'closed' || state === 'not_yet' ? closing?.closed : null) ?? null,
    hidden: link?.hidden ?? {},
    resume: isOpen && resume ? { responseId: resume.id, language: resume.language, answers: resume.answers, seq: resume.seq } : null,
    isPersonal: isPersonal(link),
  };
}

const isPersonal = (link: LinkRow | null) => link !== null && (link.identifierKind !== null || link.subject !== null);

async function findState(context: Context, { code, survey, definition }: Awaited<ReturnType<typeof getPublished>>, { link, resume, now }: { link: LinkRow | null; resume: ResumableResponse | null; now: Date }): Promise<PublicState> {
  if (link?.isSingleUse && link.usedAt) return 'answered';
  if (needsOwnLink(survey) && !link?.isSingleUse) return 'link_needed';
  const graceMs = resume ? GRACE_MS : 0;
  if (link?.expiresAt && link.expiresAt.getTime() + graceMs <= now.getTime()) return 'expired';
  const state = stateOf(survey, now);
  if (state === 'scheduled') return 'not_yet';
  const closedAt = closedAtOf(survey, now);
  if (state !== 'open' && !(state === 'closed' && resume && closedAt && now.getTime() - closedAt.getTime() <= GRACE_MS)) return 'closed';
  const full = (await listQuotas(context.db, [code], QUOTAS_PER_SURVEY)).filter((cell) => cell.accepted >= cell.target && isSettled(cell, {}));
  return matchCells(full, definition, {}, { language: definition.languages[0] ?? 'en', hidden: link?.hidden ?? {}, source: link?.source ?? 'link' }).some(({ condition }) => condition === null || link !== null) ? 'quota_full' : 'open';
}

/**
 * Keeps what somebody answered on a page so far, or for good.
 * @throws survey.not_found, survey.version_not_found, survey.link_not_found, survey.link_needed, survey.link_expired, survey.pin_wrong, survey.pin_blocked, survey.already_answered, survey.other_version, survey.response_elsewhere, survey.answer_invalid
 */
export async function saveResponse(context: Context, code: string, id: string, body: SaveResponse): Promise<SavedResponse> {
  const link = body.token === undefined ? null : await getLink(context, code, body.token);
  if (link?.hasPin) {
    if (body.pin === undefined) throw new Problem('survey.pin_wrong', 'This link needs its number.');
    await checkPin(context, link, body.pin);
  }
  // What came with the link is ours: a page cannot change it.
  const save = await prepareSave(context, code, id, link ? { ...body, hidden: { ...body.hidden, ...link.hidden }, source: linkSource(link, body) } : body);
  const [outcome] = await acceptSaves(context, [save]);
  if (!outcome) throw new Error('every save has an outcome');
  if ('problem' in outcome) throw outcome.problem;
  return outcome.saved;
}

function linkSource({ source }: LinkRow, body: SaveResponse): SaveResponse['source'] {
  return source === 'mail' || source === 'sms' || source === 'messenger' || source === 'qr' ? source : body.source;
}
