import { Problem } from '../../kernel/problem.ts';
import { definitionSchema } from './definition.contract.ts';
import type { ImportDefinitionInput, ImportedDefinition } from './drafts.contract.ts';

/** Translates a definition from elsewhere; keeps nothing. @throws survey.import_invalid */
export function importDefinition({ document }: ImportDefinitionInput): ImportedDefinition {
  const checked = definitionSchema.safeParse(document);
  if (!checked.success) throw new Problem('survey.import_invalid', 'This is no definition of a survey.', {}, checked.error.issues.slice(0, 50).map((issue) => ({ at: issue.path.join('.'), reason: issue.message })));
  const questions = checked.data.pages.reduce((sum, page) => sum + page.questions.length, 0);
  return { definition: checked.data, report: [], questions: { found: questions, taken: questions } };
}
