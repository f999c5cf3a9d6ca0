import { Problem } from '../../../kernel/problem.ts';
import { type Definition, definitionSchema } from '../definition.contract.ts';
import type { ImportDefinitionInput, ImportedDefinition } from './drafts.contract.ts';
import { fromFormbricks } from '../foreign/formbricks.logic.ts';
import { mendDefinition } from '../foreign/mend-definition.logic.ts';
import { fromSurveyJs } from '../foreign/surveyjs.logic.ts';

/** Translates a definition from elsewhere, as far as the kinds exist, and says what did not fit. Keeps nothing. @throws survey.import_invalid */
export function importDefinition({ format, document }: ImportDefinitionInput): ImportedDefinition {
  if (format === 'momente') {
    const definition = refuseInvalid(document);
    const questions = countQuestions(definition);
    return { definition, report: [], questions: { found: questions, taken: questions } };
  }
  const imported = format === 'surveyjs' ? fromSurveyJs(document) : fromFormbricks(document);
  if (!imported) throw new Problem('survey.import_invalid', format === 'surveyjs' ? 'This is no survey of SurveyJS: pages with elements are missing.' : 'This is no survey of Formbricks: questions or blocks are missing.');
  const definition = refuseInvalid(mendDefinition(imported.definition, imported.report));
  return { definition, report: imported.report.remarks, questions: { found: imported.report.found, taken: countQuestions(definition) } };
}

const countQuestions = ({ pages }: Definition): number => pages.reduce((sum, { questions }) => sum + questions.filter(({ kind }) => kind !== 'statement').length, 0);

function refuseInvalid(document: unknown): Definition {
  const checked = definitionSchema.safeParse(document);
  if (checked.success) return checked.data;
  throw new Problem('survey.import_invalid', 'This cannot be read as a survey.', {}, checked.error.issues.slice(0, 50).map((issue) => ({ at: issue.path.join('.'), reason: issue.message })));
}
