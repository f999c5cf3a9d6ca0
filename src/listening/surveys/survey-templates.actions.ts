import { Problem } from '../../kernel/problem.ts';
import type { Template, TemplateKey, WholeTemplate } from './drafts/drafts.contract.ts';
import { allTemplates, findTemplate } from './templates/all-templates.logic.ts';
import type { SurveyTemplate } from './templates/parts.logic.ts';

export const listTemplates = (): { items: Template[] } => ({ items: allTemplates.map(present) });

/** @throws survey.template_not_found */
export function getTemplate(key: string): WholeTemplate {
  const template = findTemplate(key as TemplateKey); // an unknown key is not found
  if (!template) throw new Problem('survey.template_not_found', 'There is no such template.');
  return { ...present(template), definition: template.definition };
}

const present = ({ definition, ...template }: SurveyTemplate): Template => ({ ...template, questions: definition.pages.reduce((sum, { questions }) => sum + questions.length, 0) });
