import { useCallback, useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { writeQuery } from '../../../ui/api.ts';
import { useCan } from '../../../ui/session.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { CaseWorkspace } from './CaseWorkspace.tsx';
import { DeedProvider, useDeed } from './deeds.tsx';
import { HelpDialog } from './dialogs/HelpDialog.tsx';
import { NewCaseDialog } from './dialogs/NewCaseDialog.tsx';
import { viewsQuery } from '../../cases/web/case-queries.ts';
import { firstFilledView, startFilters, type DeskFilters } from './list/desk-filters.logic.ts';
import { ListPane } from './list/ListPane.tsx';
import classes from './desk.module.css';

const startState = { ...startFilters, new: '', customer: '' };

/** Who needs me now? List, conversation and context in one view; on a phone one at a time. */
export function DeskPage() {
  return <DeedProvider><Desk /></DeedProvider>;
}

function Desk() {
  const { t } = useTranslation('desk');
  const params: Record<string, unknown> = useParams({ strict: false });
  const caseId = typeof params['caseId'] === 'string' ? params['caseId'] : null;
  const [state, setState] = useUrlState(startState);
  const { new: isNew, customer, ...filters } = state;
  useFirstFilledView(filters, caseId === null, (view) => setState({ view }));
  const go = useGo();
  const mayCreate = useCan('create', 'case');
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const startNew = useCallback(() => setState({ new: '1' }), [setState]);
  useDeed('help', openHelp);
  useDeed('new', mayCreate ? startNew : null);
  const closeNew = () => setState({ new: '', customer: '' });
  return (
    <div className={classes.desk} data-open={caseId !== null || undefined}>
      <div className={classes.list}>
        <ListPane filters={filters satisfies DeskFilters} onFilters={setState} openId={caseId} onNew={startNew} onHelp={openHelp} />
      </div>
      <div className={classes.work}>
        {caseId === null ? <div className={classes.nothing}><p>{t('conversation.choose')}</p></div> : <CaseWorkspace caseId={caseId} filters={filters} />}
      </div>
      {isHelpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />}
      {isNew !== '' && mayCreate && <NewCaseDialog customerId={customer} onClose={closeNew} onGo={(id) => go(`/desk/${id}${writeQuery(filters)}`)} />}
    </div>
  );
}

/** Decided once, when the page opens: whoever works off the own list stays there. */
function useFirstFilledView(filters: DeskFilters, isWanted: boolean, choose: (view: string) => void): void {
  const views = useQuery(viewsQuery).data?.items;
  const isDecided = useRef(false);
  useEffect(() => {
    if (isDecided.current || views === undefined) return;
    isDecided.current = true;
    const view = isWanted ? firstFilledView(views, filters) : null;
    if (view !== null) choose(view);
  });
}
