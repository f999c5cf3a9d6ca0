import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SurveyList } from '../../../listening/surveys/surveys.contract.ts';
import { api } from '../../../ui/api.ts';

export function useSurveys() {
  return useQuery({ queryKey: ['surveys', 'names'], queryFn: ({ signal }) => api.get<SurveyList>('/api/surveys', { query: { limit: '200' }, signal }) });
}

/** What a survey is called; its code where nobody knows. */
export function useSurveyNames(): (code: string) => string {
  const { i18n } = useTranslation('invitations');
  const { data } = useSurveys();
  return (code) => {
    const survey = data?.items.find((one) => one.code === code);
    return survey === undefined ? code : i18n.language === 'de' ? survey.nameDe : survey.nameEn;
  };
}
