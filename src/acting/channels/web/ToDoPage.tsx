import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { CallList } from './CallList.tsx';
import { LetterList } from './LetterList.tsx';

/** What reaches customers only by somebody's hand: letters to print, calls to make. */
export function ToDoPage() {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const counts = useQuery({ queryKey: ['to-do', 'counts'], queryFn: ({ signal }) => api.get<{ letters: number; calls: number }>('/api/to-do', { signal }) });
  return (
    <>
      <PageHeader question={t('toDo.question')} answer={counts.data && t('toDo.answer', { letters: format.integer(counts.data.letters), calls: format.integer(counts.data.calls) })} />
      <LetterList />
      <CallList />
    </>
  );
}
