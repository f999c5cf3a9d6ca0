import type { TemplateKey } from '../drafts/drafts.contract.ts';
import { afterContactTemplate } from './after-contact.logic.ts';
import { cesTemplate } from './ces.logic.ts';
import { csatTemplate } from './csat.logic.ts';
import { ecsiTemplate } from './ecsi.logic.ts';
import { employeePulseTemplate } from './employee-pulse.logic.ts';
import { farewellTemplate } from './farewell.logic.ts';
import { kanoTemplate } from './kano.logic.ts';
import { npsTemplate } from './nps.logic.ts';
import { onboardingTemplate } from './onboarding.logic.ts';
import type { SurveyTemplate } from './parts.logic.ts';
import { productIdeaTemplate } from './product-idea.logic.ts';
import { servqualTemplate } from './servqual.logic.ts';

/** In the order in which the page offers them. */
export const allTemplates: readonly SurveyTemplate[] = [
  afterContactTemplate, npsTemplate, csatTemplate, cesTemplate, onboardingTemplate, farewellTemplate, servqualTemplate, ecsiTemplate, kanoTemplate, employeePulseTemplate, productIdeaTemplate,
];

export const findTemplate = (key: TemplateKey): SurveyTemplate | null => allTemplates.find((template) => template.key === key) ?? null;
