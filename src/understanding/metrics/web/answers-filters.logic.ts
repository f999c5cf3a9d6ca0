/** Filters of the list of answers, as they stand in the address; '' = not filtered. The same names as in the API. */
export const noFilters = {
  from: '', to: '', touchpoint: '', stage: '', channel: '', group: '', survey: '', department: '', language: '', role: '', dimension: '', standing: '', search: '',
};
export type AnswerFilters = typeof noFilters;

/** Filters that are said in the sentence above the list, because no field of the page shows them. */
const saidFilters = ['touchpoint', 'stage', 'survey', 'group', 'department', 'dimension', 'language', 'from', 'to'] as const;
export type SaidFilter = (typeof saidFilters)[number];

export function listSaid(filters: AnswerFilters): { key: SaidFilter; value: string }[] {
  return saidFilters.flatMap((key) => (filters[key] === '' ? [] : [{ key, value: filters[key] }]));
}

export const isFiltered = (filters: AnswerFilters): boolean => Object.values(filters).some((value) => value !== '');

/** Where a recommendation stands: 0–6 below, 7–8 neither, 9–10 above. */
export const standingOfNps = (nps: number): 'below' | 'at' | 'above' => (nps >= 9 ? 'above' : nps >= 7 ? 'at' : 'below');

/** Where a satisfaction stands: 1–2 below, 3 neither, 4–5 above. */
export const standingOfCsat = (csat: number): 'below' | 'at' | 'above' => (csat >= 4 ? 'above' : csat === 3 ? 'at' : 'below');
