import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { checkDefinition, type DefinitionFaultCode } from '../drafts/check-definition.logic.ts';
import { compareVersions } from './compare-versions.logic.ts';
import type { Definition } from '../definition.contract.ts';
import type { Published, PublishInput } from '../drafts/drafts.contract.ts';
import { surveyNotFound } from './published.actions.ts';
import { type DraftRow, findDraftForUpdate, findVersion, insertVersion, markPublished } from './versions.queries.ts';

/**
 * Makes the draft of one revision a version, inside of a transaction. Whoever calls forgets the surveys afterwards.
 * @param by - who publishes, for the list of versions
 * @throws survey.not_found, survey.changed_meanwhile, survey.definition_invalid, survey.unchanged
 */
export async function publishIn(context: Context, tx: Db, code: string, { revision, note = '', by }: PublishInput & { by: string }): Promise<Published> {
  const draft = await findDraftForUpdate(tx, code);
  if (!draft) throw surveyNotFound();
  if (draft.revision !== revision) throw changedMeanwhile(draft);
  refuseFaults(draft.definition);
  const before = draft.publishedVersion === null ? null : await findVersion(tx, code, draft.publishedVersion);
  if (before && isDeepStrictEqual(before.definition, draft.definition)) throw new Problem('survey.unchanged', 'Nothing has changed since the published version.', { version: before.version });
  const comparability = before ? compareVersions(before.definition, draft.definition) : [];
  const [version, publishedAt] = [(before?.version ?? 0) + 1, context.clock.now()];
  await insertVersion(tx, { survey: code, version, definition: draft.definition, publishedAt, publishedBy: by, note, comparability });
  await markPublished(tx, { code, version, revision, at: publishedAt });
  return { version, publishedAt: publishedAt.toISOString(), comparability };
}

function refuseFaults(definition: Definition): void {
  const faults = checkDefinition(definition);
  if (faults.length === 0) return;
  throw new Problem('survey.definition_invalid', 'This survey cannot be published yet.', { faults: faults.slice(0, 100) }, faults.slice(0, 100).map(({ at, code, detail }) => ({ at, reason: [reasons[code], detail].filter((part) => part !== '').join(': ') })));
}

const reasons: Readonly<Record<DefinitionFaultCode, string>> = {
  duplicate_id: 'is used twice',
  reserved_id: 'has a meaning of its own and cannot be an id',
  expression_invalid: 'cannot be read',
  unknown_name: 'there is nothing of this name',
  name_asked_later: 'is asked later only',
  jump_backwards: 'leads backwards',
  unknown_target: 'there is no such page or ending',
  page_never_reached: 'nobody reaches this page',
  question_missing: 'asks nothing',
  text_missing: 'has no text in the first language',
  unknown_language: 'is not a language of this survey',
  range_empty: 'leaves nothing to choose',
  too_many: 'are too many; at most',
  pipe_invalid: 'cannot be filled in',
};

export const changedMeanwhile = ({ revision, savedAt, savedBy }: DraftRow): Problem =>
  new Problem('survey.changed_meanwhile', `${savedBy || 'Somebody'} has saved this survey meanwhile. Nothing was overwritten.`, { revision, savedAt: savedAt.toISOString(), savedBy });
