import { useTranslation } from 'react-i18next';
import { useCan } from '../../../../ui/session.tsx';
import type { Case } from '../../../cases/cases.contract.ts';
import { ContextPanel, ContextWho } from '../../../context/web/ContextPanel.tsx';
import { GoodwillBox } from '../../../goodwill/web/GoodwillBox.tsx';
import { InquiryBox } from '../../../inquiries/web/InquiryBox.tsx';
import { IssueBox } from '../../../known-issues/web/IssueBox.tsx';
import { PromiseBox } from '../../../promises/web/PromiseBox.tsx';
import { NoteButton } from '../../../../listening/counter-notes/web/NoteButton.tsx';
import { CaseVoiceBox } from '../../../voices-desk/web/CaseVoiceBox.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import { PartBoundary } from './PartBoundary.tsx';
import classes from './context.module.css';

/** Beside the conversation: who this is, what we promise them, then what else helps. */
export function ContextColumn({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const about = { caseId: caseOf.id, customerId: caseOf.customerId };
  const may = { promise: useCan('read', 'promise'), inquiry: useCan('read', 'inquiry'), goodwill: useCan('read', 'goodwill'), issue: useCan('read', 'known_issue') };
  return (
    <aside className={classes.pane} aria-label={t('context.label')}>
      <h2 className="m-hidden">{t('context.label')}</h2>
      <PartBoundary><ContextWho {...about} /></PartBoundary>
      <PartBoundary><CaseVoiceBox caseId={caseOf.id} /></PartBoundary>
      {may.promise && <PartBoundary><PromiseBox {...about} /></PartBoundary>}
      <PartBoundary><ContextPanel {...about} /></PartBoundary>
      {may.inquiry && <PartBoundary><InquiryBox {...about} /></PartBoundary>}
      {may.goodwill && <PartBoundary><GoodwillBox {...about} /></PartBoundary>}
      {may.issue && <PartBoundary><IssueBox {...about} /></PartBoundary>}
      <PartBoundary><CaseFacts caseOf={caseOf} /></PartBoundary>
      <PartBoundary><NoteButton touchpoint={caseOf.touchpoint} /></PartBoundary>
    </aside>
  );
}
