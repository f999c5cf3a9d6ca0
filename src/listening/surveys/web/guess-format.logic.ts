import type { ImportDefinitionInput } from '../drafts/drafts.contract.ts';

/** Which program a definition comes from, by the names of its parts. */
export function guessFormat(document: Readonly<Record<string, unknown>>): ImportDefinitionInput['format'] {
  if ('languages' in document && 'endings' in document && 'pages' in document) return 'momente';
  const inner = document['data'] ?? document['survey'];
  const parts = typeof inner === 'object' && inner !== null ? { ...document, ...inner } : document;
  if ('blocks' in parts || 'welcomeCard' in parts || ('questions' in parts && ('endings' in parts || asksByHeadlines(parts['questions'])))) return 'formbricks';
  return 'surveyjs';
}

/** Only Formbricks calls the wording of a question its headline. */
const asksByHeadlines = (questions: unknown): boolean => Array.isArray(questions) && questions.some((one: unknown) => typeof one === 'object' && one !== null && 'headline' in one);
