import { useTranslation } from 'react-i18next';
import { useCan } from '../../../../ui/session.tsx';
import type { Case } from '../../../cases/cases.contract.ts';
import { ContextPanel } from '../../../context/web/ContextPanel.tsx';
import { GoodwillBox } from '../../../goodwill/web/GoodwillBox.tsx';
import { IssueBox } from '../../../known-issues/web/IssueBox.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import classes from './context.module.css';

/** Beside the conversation: what we promise first, then who this is, then what else helps. */
export function ContextColumn({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const about = { caseId: caseOf.id, customerId: caseOf.customerId };
  const may = { goodwill: useCan('read', 'goodwill'), issue: useCan('read', 'known_issue') };
  return (
    <aside className={classes.pane} aria-label={t('context.label')}>
      <h2 className="m-hidden">{t('context.label')}</h2>
      <ContextPanel {...about} />
      {may.goodwill && <GoodwillBox {...about} />}
      {may.issue && <IssueBox {...about} />}
      <CaseFacts caseOf={caseOf} />
    </aside>
  );
}
