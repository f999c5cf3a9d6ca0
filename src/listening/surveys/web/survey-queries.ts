import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import { ProblemError } from '../../../ui/problem.ts';
import type { Draft, Template, VersionList, WholeTemplate, WholeVersion } from '../drafts/drafts.contract.ts';
import type { Definition } from '../definition.contract.ts';
import type { Survey } from '../surveys.contract.ts';
import type { BrandTheme } from '../looks/theme.contract.ts';

interface SurveyPage { items: Survey[]; nextCursor: string | null }

const PAGES = 10;
export const pathOf = (code: string): string => `/api/surveys/${encodeURIComponent(code)}`;

/** A company has some dozens of surveys; all of them are fetched, up to 2,000. Archived ones are a list of their own. */
export const surveysQuery = (state: '' | 'archived' = '') => queryOptions({
  queryKey: ['surveys', 'list', state],
  queryFn: async ({ signal }) => {
    const all: Survey[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < PAGES && cursor !== null; page += 1) {
      const answer: SurveyPage = await api.get<SurveyPage>('/api/surveys', { query: { limit: 200, cursor, state }, signal });
      all.push(...answer.items);
      cursor = answer.nextCursor;
    }
    return all;
  },
});

export const surveyQuery = (code: string) => queryOptions({ queryKey: ['surveys', 'one', code], queryFn: ({ signal }) => api.get<Survey>(pathOf(code), { signal }) });

/** A save that is still on its way when the editor was left: whoever comes back waits for it and does not meet an old draft. */
const leaving = new Map<string, Promise<unknown>>();
/** What could not be saved when the editor was left, say because the session had ended: whoever comes back finds it again. */
interface Unsaved { definition: Definition; revision: number }
const unsaved = new Map<string, Unsaved>();
export function keepSaving(code: string, save: Promise<unknown>, rest: () => Unsaved): void {
  const done = save.catch((error: unknown) => { if (!(error instanceof ProblemError && error.status === 404)) unsaved.set(code, rest()); }).finally(() => { if (leaving.get(code) === done) leaving.delete(code); });
  leaving.set(code, done);
}

export const unsavedOf = (code: string): Unsaved | undefined => unsaved.get(code);
export const forgetUnsaved = (code: string): void => void unsaved.delete(code);

/** The draft as it is now: the editor keeps its own copy from then on. */
export const draftQuery = (code: string) => queryOptions({
  queryKey: ['surveys', 'draft', code],
  staleTime: Infinity,
  gcTime: 0,
  queryFn: async ({ signal }) => {
    await leaving.get(code);
    return api.get<Draft>(`${pathOf(code)}/draft`, { signal });
  },
});

export const versionsQuery = (code: string) => queryOptions({ queryKey: ['surveys', 'versions', code], queryFn: ({ signal }) => api.get<VersionList>(`${pathOf(code)}/versions`, { query: { limit: 200 }, signal }) });
/** A version never changes. */
export const versionQuery = (code: string, version: number) => queryOptions({ queryKey: ['surveys', 'version', code, version], staleTime: Infinity, queryFn: ({ signal }) => api.get<WholeVersion>(`${pathOf(code)}/versions/${version}`, { signal }) });

export const templatesQuery = queryOptions({ queryKey: ['surveys', 'templates'], staleTime: Infinity, queryFn: async ({ signal }) => (await api.get<{ items: Template[] }>('/api/survey-templates', { signal })).items });
export const templateQuery = (key: string) => queryOptions({ queryKey: ['surveys', 'template', key], staleTime: Infinity, queryFn: ({ signal }) => api.get<WholeTemplate>(`/api/survey-templates/${encodeURIComponent(key)}`, { signal }) });

export const brandThemeQuery = queryOptions({ queryKey: ['surveys', 'brand theme'], staleTime: 60_000, queryFn: ({ signal }) => api.get<BrandTheme>('/api/brand-theme', { signal }) });

interface NamedTouchpoint { code: string; nameDe: string; nameEn: string }

/** Names of the inventory, for the choice and the list. */
export const touchpointNamesQuery = queryOptions({
  queryKey: ['surveys', 'touchpoint names'],
  staleTime: 60_000,
  queryFn: async ({ signal }) => (await api.get<{ items: NamedTouchpoint[] }>('/api/touchpoints/inventory', { query: { limit: 1000 }, signal })).items.map(({ code, nameDe, nameEn }) => ({ code, nameDe, nameEn })),
});
