import { keepPreviousData } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Barometer, BarometerChange, BarometerComparison, BarometerList, BarometerPaths, Factor } from '../barometer.contract.ts';

const address = (survey: string): string => `/api/barometers/${encodeURIComponent(survey)}`;

export const barometersQuery = { queryKey: ['barometers'], queryFn: ({ signal }: { signal: AbortSignal }) => api.get<BarometerList>('/api/barometers', { signal }) };

export const barometerQuery = (survey: string, against: string) => ({
  queryKey: ['barometers', survey, against], enabled: survey !== '', placeholderData: keepPreviousData,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<Barometer>(address(survey), { query: { against }, signal }),
});

export const pathsQuery = (survey: string, wave: string, scheme: string, lang: 'de' | 'en') => ({
  queryKey: ['barometers', survey, 'paths', wave, scheme, lang], placeholderData: keepPreviousData,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<BarometerPaths>(`${address(survey)}/paths`, { query: { wave, scheme, lang }, signal }),
});

export const comparisonQuery = (survey: string, wave: string, by: string) => ({
  queryKey: ['barometers', survey, 'comparison', wave, by], placeholderData: keepPreviousData,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<BarometerComparison>(`${address(survey)}/comparison`, { query: { wave, by }, signal }),
});

export const changeQuery = (survey: string, query: { wave: string; against: string; by: string; factor: Factor }) => ({
  queryKey: ['barometers', survey, 'change', query], placeholderData: keepPreviousData,
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<BarometerChange>(`${address(survey)}/change`, { query, signal }),
});
