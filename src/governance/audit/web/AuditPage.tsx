import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { When } from '../../../ui/words/When.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { stateQuery } from './audit-queries.ts';
import { noFilter } from './audit-filter.logic.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { EntryList } from './EntryList.tsx';

/** Who did what, who looked at whom – and whether the log can be trusted. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const [filter, setFilter] = useUrlState(noFilter);
  const { data: state } = useQuery(stateQuery);
  const answer = state && (state.lastSeal
    ? <Trans t={t} i18nKey="page.answer" count={state.entries} values={{ formatted: format.integer(state.entries) }} components={{ strong: <strong />, when: <When at={state.lastSeal.sealedAt} /> }} />
    : t('page.notSealed'));
  return (
    <>
      <PageHeader question={t('page.question')} answer={answer} />
      <CheckPanel state={state} />
      <EntryList filter={filter} onFilter={setFilter} />
    </>
  );
}
