import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { CasePlaybook } from '../../playbooks/web/CasePlaybook.tsx';
import { SendMyPage } from '../../my-page/web/SendMyPage.tsx';
import type { ContextPanel as Panel } from '../context.contract.ts';
import { panelQuery } from './context-queries.ts';
import { AboutParts } from './AboutParts.tsx';
import { KeptList } from './KeptList.tsx';
import { LookupParts } from './LookupParts.tsx';
import classes from './context.module.css';

/** Beside a case: who this is, what they have, how it has been, what to say. Every fact is a door; what is unknown says so. */
export function ContextPanel({ caseId, customerId }: { caseId: string | null; customerId: string | null }) {
  const mayRead = useCan('read', 'case');
  return mayRead && (caseId !== null || customerId !== null) ? <Loading caseId={caseId} customerId={customerId} /> : null;
}

function Loading({ caseId, customerId }: { caseId: string | null; customerId: string | null }) {
  const panel = useQuery(panelQuery(caseId, customerId));
  return <Loaded query={panel} skeleton={<Skeleton lines={12} />}>{(data) => <Shown caseId={caseId} customerId={customerId} panel={data} />}</Loaded>;
}

function Shown({ caseId, customerId, panel }: { caseId: string | null; customerId: string | null; panel: Panel }) {
  const { t } = useTranslation('context');
  return (
    <div className={classes.panel}>
      {panel.playbooks.length > 0 && (
        <section className={classes.part} aria-label={t('part.playbooks')}>
          <div className={classes.head}><h3 className={classes.title}>{t('part.playbooks')}</h3><AppLink to="/desk/playbooks">{t('all')}</AppLink></div>
          {panel.playbooks.map((playbook, at) => <CasePlaybook key={playbook.id} caseId={caseId} playbook={playbook} isOpen={at === 0} />)}
        </section>
      )}
      {panel.customerId === null
        ? <section className={classes.part}><p className={classes.name}>{t('unknown.title')}</p><p className={classes.soft}>{t('unknown.text')}</p></section>
        : <AboutParts about={panel} lookups={panel.lookups.length > 0 && <LookupParts caseId={caseId} customerId={customerId} expected={panel.lookups} />} actions={<SendMyPage customerId={panel.customerId} />} />}
      {caseId !== null && <KeptList caseId={caseId} kept={panel.keptFacts} />}
    </div>
  );
}
