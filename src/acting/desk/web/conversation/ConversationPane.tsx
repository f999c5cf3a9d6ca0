import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { useCan } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Case } from '../../../cases/cases.contract.ts';
import { Composer } from '../composer/Composer.tsx';
import type { CaseDialog } from '../dialogs/case-dialogs.ts';
import { useCaseDeeds } from '../useCaseDeeds.ts';
import { CaseHead } from './CaseHead.tsx';
import { EntryStream } from './EntryStream.tsx';
import { PresenceBar } from './PresenceBar.tsx';
import classes from './conversation.module.css';

interface ConversationPaneProps {
  caseOf: Case;
  backTo: string;
  onDialog: (dialog: CaseDialog) => void;
}

export function ConversationPane({ caseOf, backTo, onDialog }: ConversationPaneProps) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const mayUpdate = useCan('update', 'case');
  const { change, wake } = useCaseDeeds(caseOf);
  const [isTyping, setTyping] = useState(false);
  const isMerged = caseOf.mergedInto !== null;
  return (
    <section className={classes.pane} aria-label={t('conversation.of', { number: caseOf.number })}>
      <CaseHead caseOf={caseOf} backTo={backTo} onDialog={onDialog} />
      {isMerged && <div className={classes.banner}><span>{t('conversation.merged')}</span><AppLink to={`/desk/${caseOf.mergedInto}`}>{t('conversation.toSurvivor')}</AppLink></div>}
      {caseOf.snoozedUntil && <div className={classes.banner}><span>{t('snooze.until', { until: format.dateTime(caseOf.snoozedUntil) })}</span><Button size="compact-xs" variant="default" onClick={() => void wake()}>{t('snooze.wake')}</Button></div>}
      <PresenceBar caseId={caseOf.id} isTyping={isTyping} />
      <EntryStream caseOf={caseOf} />
      {mayUpdate && !isMerged && caseOf.status === 'closed' && <div className={classes.banner}><span>{t('conversation.closed')}</span><Button size="compact-sm" variant="default" onClick={() => void change({ status: 'open' }, t('done.reopened'))}>{t('conversation.reopen')}</Button></div>}
      {mayUpdate && !isMerged && caseOf.status !== 'closed' && <Composer caseOf={caseOf} onTyping={setTyping} />}
    </section>
  );
}
