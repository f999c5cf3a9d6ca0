import { useCallback, useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { writeQuery } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useTitle } from '../../../ui/page/useTitle.ts';
import { ProblemError } from '../../../ui/problem.ts';
import { useCan, useSession } from '../../../ui/session.tsx';
import type { Case } from '../../cases/cases.contract.ts';
import { caseQuery } from '../../cases/web/case-queries.ts';
import { ContextColumn } from './context/ContextColumn.tsx';
import { ConversationPane } from './conversation/ConversationPane.tsx';
import { useDeed } from './deeds.tsx';
import type { CaseDialog } from './dialogs/case-dialogs.ts';
import { CustomerDialog } from './dialogs/CustomerDialog.tsx';
import { LinkDialog, MergeDialog } from './dialogs/MergeDialog.tsx';
import { SnoozeDialog } from './dialogs/SnoozeDialog.tsx';
import { SplitDialog } from './dialogs/SplitDialog.tsx';
import type { DeskFilters } from './list/desk-filters.logic.ts';
import { useCaseDeeds } from './useCaseDeeds.ts';
import classes from './desk.module.css';

/** One case: conversation and context, side by side where there is room. */
export function CaseWorkspace({ caseId, filters }: { caseId: string; filters: DeskFilters }) {
  const { t } = useTranslation('desk');
  const found = useQuery(caseQuery(caseId));
  const backTo = `/desk${writeQuery(filters)}`;
  if (found.data) return <OpenCase key={caseId} caseOf={found.data} filters={filters} backTo={backTo} />;
  if (!found.isError) return <div className={classes.waiting} aria-busy="true"><PageSkeleton /></div>;
  const isGone = found.error instanceof ProblemError && (found.error.status === 404 || found.error.status === 400);
  return (
    <div className={classes.waiting}>
      {isGone ? <EmptyState action={{ label: t('conversation.back'), to: backTo }}>{t('conversation.notFound')}</EmptyState> : <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
    </div>
  );
}

function OpenCase({ caseOf, filters, backTo }: { caseOf: Case; filters: DeskFilters; backTo: string }) {
  const { t } = useTranslation('desk');
  const go = useGo();
  const [pane, setPane] = useState<'conversation' | 'context'>('conversation');
  const [dialog, setDialog] = useState<CaseDialog | null>(null);
  useTitle(`${caseOf.number} ${caseOf.subjectLine}`);
  useCaseKeys({ caseOf, onDialog: setDialog, onContext: () => setPane('context'), onConversation: () => setPane('conversation'), onBack: () => go(backTo) });
  const close = () => setDialog(null);
  const goTo = (id: string) => go(`/desk/${id}${writeQuery(filters)}`);
  return (
    <>
      <div className={classes.case} data-pane={pane}>
        <div className={classes.paneSwitch}>
          {/* In the conversation the way back stands beside the subject. */}
          {pane === 'context' && <AppLink to={backTo} look="plain" className={classes.back ?? ''} aria-label={t('conversation.back')}><IconArrowLeft size={22} stroke={1.7} /></AppLink>}
          <SegmentedControl className={classes.switch ?? ''} fullWidth size="xs" aria-label={t('context.switch')} value={pane} onChange={(value) => setPane(value === 'context' ? 'context' : 'conversation')}
            data={[{ value: 'conversation', label: t('conversation.label') }, { value: 'context', label: t('context.label') }]} />
        </div>
        <div className={classes.conversation}><ConversationPane caseOf={caseOf} backTo={backTo} onDialog={setDialog} /></div>
        <div className={classes.context}><ContextColumn caseOf={caseOf} /></div>
      </div>
      {dialog === 'merge' && <MergeDialog caseOf={caseOf} onClose={close} onGo={goTo} />}
      {dialog === 'link' && <LinkDialog caseOf={caseOf} onClose={close} />}
      {dialog === 'split' && <SplitDialog caseOf={caseOf} onClose={close} onGo={goTo} />}
      {dialog === 'snooze' && <SnoozeDialog caseOf={caseOf} onClose={close} />}
      {dialog === 'customer' && <CustomerDialog caseOf={caseOf} onClose={close} />}
    </>
  );
}

interface CaseKeys {
  caseOf: Case;
  onDialog: (dialog: CaseDialog) => void;
  onContext: () => void;
  onConversation: () => void;
  onBack: () => void;
}

/** What single keys do with the open case. */
function useCaseKeys({ caseOf, onDialog, onContext, onBack }: CaseKeys): void {
  const { t } = useTranslation('desk');
  const { user } = useSession();
  const mayUpdate = useCan('update', 'case');
  const { change } = useCaseDeeds(caseOf);
  useDeed('assign', mayUpdate ? () => void change({ assignee: 'me' }, t('done.assigned', { name: user.name })) : null);
  useDeed('solve', mayUpdate && caseOf.status !== 'solved' ? () => void change({ status: 'solved' }, t('done.status', { name: t('cases:status.solved') })) : null);
  useDeed('snooze', mayUpdate ? () => onDialog('snooze') : null);
  useDeed('merge', mayUpdate ? () => onDialog('merge') : null);
  useDeed('promise', useCallback(() => {
    onContext();
    // The context may have been behind the conversation: it is there with the next picture.
    requestAnimationFrame(() => document.getElementById('promise-line')?.focus());
  }, [onContext]));
  useDeed('back', onBack);
}
