import type { TemplateKey } from '../drafts.contract.ts';
import { afterContactTemplate } from './after-contact.logic.ts';
import type { SurveyTemplate } from './parts.logic.ts';

/** In the order in which the page offers them. */
export const allTemplates: readonly SurveyTemplate[] = [afterContactTemplate];

export const findTemplate = (key: TemplateKey): SurveyTemplate | null => allTemplates.find((template) => template.key === key) ?? null;
