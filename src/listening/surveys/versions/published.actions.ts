import { Problem } from '../../../kernel/problem.ts';
import { ShortMemory } from '../../../kernel/short-memory.ts';
import type { Context } from '../../../platform/context.ts';
import type { Db } from '../../../platform/storage/records.ts';
import { findBrandTheme } from '../looks/brand-theme.queries.ts';
import type { Definition } from '../definition.contract.ts';
import { findSurvey, type SurveyRow } from '../surveys.queries.ts';
import { defaultTheme, type Theme } from '../looks/theme.contract.ts';
import { findVersion } from './versions.queries.ts';

/** What customers are asked now. Whether the survey takes answers is said by stateOf(survey, now). */
export interface PublishedSurvey {
  code: string;
  version: number;
  definition: Definition;
  theme: Theme;
  survey: SurveyRow;
}

const SURVEYS_FOR_MS = 1_000;
const SURVEYS_LIMIT = 1_000;
const VERSIONS_LIMIT = 300;

/** What one process remembers of one store: surveys for a second, versions for ever, since they never change. */
class Memory {
  readonly surveys = new ShortMemory<Promise<SurveyRow | null>>(SURVEYS_FOR_MS, SURVEYS_LIMIT);
  readonly brand = new ShortMemory<Promise<Theme>>(SURVEYS_FOR_MS, 1);
  readonly versions = new Map<string, Definition>();
}
const memories = new WeakMap<Db, Memory>();
const memoryOf = ({ db }: Context): Memory => {
  const memory = memories.get(db) ?? new Memory();
  memories.set(db, memory);
  return memory;
};

/** After a change by this process; others see it a second later at the latest. */
export function forgetSurveys(context: Context): void {
  const { surveys, brand } = memoryOf(context);
  surveys.forgetAll();
  brand.forgetAll();
}

/** @throws survey.not_found – also for one that was never published */
export async function getPublished(context: Context, code: string): Promise<PublishedSurvey> {
  const published = await findPublished(context, code);
  if (!published) throw surveyNotFound();
  return published;
}

/** The version of a survey that customers get, at most a second old. A thousand answers a second cost one look. */
export async function findPublished(context: Context, code: string): Promise<PublishedSurvey | null> {
  const survey = await recallSurvey(context, code);
  if (!survey || survey.publishedVersion === null) return null;
  const [definition, theme] = await Promise.all([recallVersion(context, survey, survey.publishedVersion), survey.theme ?? recallBrand(context)]);
  return { code, version: survey.publishedVersion, definition, theme, survey };
}

/** What a version asks. @throws survey.not_found, survey.version_not_found */
export async function getVersion(context: Context, code: string, version: number): Promise<Definition> {
  const survey = await recallSurvey(context, code);
  if (!survey) throw surveyNotFound();
  return recallVersion(context, survey, version);
}

export const surveyNotFound = (): Problem => new Problem('survey.not_found', 'There is no such survey.');

function recallSurvey(context: Context, code: string): Promise<SurveyRow | null> {
  return remembered(memoryOf(context).surveys, code, () => findSurvey(context.db, code));
}

function recallBrand(context: Context): Promise<Theme> {
  return remembered(memoryOf(context).brand, '', async () => (await findBrandTheme(context.db))?.theme ?? defaultTheme);
}

// performance.now: the memory must also age where a test holds the clock.
async function remembered<Value>(memory: ShortMemory<Promise<Value>>, key: string, find: () => Promise<Value>): Promise<Value> {
  const known = memory.recall(key, performance.now());
  if (known) return known;
  const found = find();
  memory.remember(key, found, performance.now());
  found.catch(() => memory.forgetAll());
  return found;
}

/** By the survey's birth too: a survey that nobody answered may be deleted and its code used again. */
async function recallVersion(context: Context, { code, createdAt }: SurveyRow, version: number): Promise<Definition> {
  const { versions } = memoryOf(context);
  const key = `${code} ${createdAt.getTime()} ${version}`;
  const known = versions.get(key);
  if (known) return known;
  const found = await findVersion(context.db, code, version);
  if (!found) throw new Problem('survey.version_not_found', `This survey has no version ${version}.`, { version });
  const oldest = versions.keys().next();
  if (versions.size >= VERSIONS_LIMIT && !oldest.done) versions.delete(oldest.value);
  versions.set(key, found.definition);
  return found.definition;
}
