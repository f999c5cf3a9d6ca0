import { DAY_MS } from '../../../kernel/clock.ts';
import { Problem, type ProblemPlace } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import { chooseLanguage } from '../../surveys/flow/flow.logic.ts';
import { getPublished, getVersion } from '../../surveys/versions/published.actions.ts';
import { acceptSaves } from './intake.actions.ts';
import { type Accepted, RESPONSES_PER_BATCH, type TrustedResponse } from './neutral-responses.contract.ts';
import { judge, knownHidden, type PreparedSave } from './prepare-save.actions.ts';
import { sayFault } from './fault-words.logic.ts';
import { answersRefused } from './write-saves.actions.ts';

const AT_ONCE = 500;

/**
 * Keeps finished responses by question from somebody who may say when and by whom they were given, each id once for ever; like
 * those of the public page, but also for a survey that is closed. A wrong answer refuses all and says where it is.
 * @throws request.too_large, survey.not_found, survey.version_not_found, survey.answer_invalid, engine.busy
 */
export async function receiveResponses(context: Context, responses: readonly TrustedResponse[]): Promise<Accepted> {
  if (responses.length > RESPONSES_PER_BATCH) throw new Problem('request.too_large', `At most ${RESPONSES_PER_BATCH} responses at a time.`);
  const saves: PreparedSave[] = [];
  const faults: ProblemPlace[] = [];
  for (const [index, response] of responses.entries()) {
    const save = await prepare(context, response);
    faults.push(...save.faults.map(({ at, reason }) => ({ at: `responses[${index}].${at}`, reason })));
    saves.push(save);
  }
  if (faults.length > 0) throw answersRefused(faults);
  const result = { accepted: 0, repeated: 0 };
  for (let start = 0; start < saves.length; start += AT_ONCE) {
    for (const outcome of await acceptSaves(context, saves.slice(start, start + AT_ONCE))) {
      if ('problem' in outcome) throw outcome.problem;
      if (outcome.saved.repeated) result.repeated += 1;
      else result.accepted += 1;
    }
  }
  return result;
}

async function prepare(context: Context, response: TrustedResponse): Promise<PreparedSave> {
  const published = await getPublished(context, response.survey);
  const version = response.version ?? published.version;
  const definition = version === published.version ? published.definition : await getVersion(context, response.survey, version);
  const receivedAt = context.clock.now();
  const at = response.at.getTime() > receivedAt.getTime() ? receivedAt : response.at;
  const language = chooseLanguage(definition.languages, [response.language]);
  const source = response.source ?? 'import';
  const hidden = knownHidden(definition, response.hidden ?? {});
  const days = [0, 1, -1].map((plus) => new Date(at.getTime() + plus * DAY_MS).toISOString().slice(0, 10));
  const checked = judge(definition, response.answers, { language, hidden, source, seed: response.id, isFinal: true, days });
  return {
    id: response.id.toLowerCase(), published, definition, version, language, source, hidden, tokenHash: null, identifiers: response.identifiers ?? [], subject: response.subject ?? null, checked, faults: checked.faults.slice(0, 100).map(sayFault),
    startedAt: response.startedAt ?? null, at, receivedAt, seq: 1, isFinal: true, suspicion: null, group: response.group ?? '', isTrusted: true,
  };
}
