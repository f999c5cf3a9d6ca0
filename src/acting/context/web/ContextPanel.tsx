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
import { WhatElse, Who } from './AboutParts.tsx';
import { KeptList } from './KeptList.tsx';
import { LookupParts } from './LookupParts.tsx';
import classes from './context.module.css';

interface AboutCase {
  caseId: string | null;
  customerId: string | null;
}

/** Beside a case: what to say, what they have, how it has been. Every fact is a door; what is unknown says so. */
export function ContextPanel({ caseId, customerId }: AboutCase) {
  const mayRead = useCan('read', 'case');
  return mayRead && (caseId !== null || customerId !== null) ? <Loading caseId={caseId} customerId={customerId} /> : null;
}

/** Who this is: above everything else beside a case. A failure is told once, by the panel. */
export function ContextWho({ caseId, customerId }: AboutCase) {
  const { t } = useTranslation('context');
  const { data } = useQuery({ ...panelQuery(caseId, customerId), enabled: useCan('read', 'case') });
  if (!data) return customerId === null ? null : <div className={classes.panel}><Skeleton lines={4} /></div>;
  return (
    <div className={classes.panel}>
      {data.customerId === null
        ? <section className={classes.part}><p className={classes.name}>{t('unknown.title')}</p><p className={classes.soft}>{t('unknown.text')}</p></section>
        : <Who about={data} actions={<SendMyPage customerId={data.customerId} />} />}
    </div>
  );
}

function Loading({ caseId, customerId }: AboutCase) {
  const panel = useQuery(panelQuery(caseId, customerId));
  return <Loaded query={panel} skeleton={<Skeleton lines={12} />}>{(data) => <Shown caseId={caseId} customerId={customerId} panel={data} />}</Loaded>;
}

function Shown({ caseId, customerId, panel }: AboutCase & { panel: Panel }) {
  const { t } = useTranslation('context');
  return (
    <div className={classes.panel}>
      {panel.playbooks.length > 0 && (
        <section className={classes.part} aria-label={t('part.playbooks')}>
          <div className={classes.head}><h3 className={classes.title}>{t('part.playbooks')}</h3><AppLink to="/desk/playbooks">{t('all')}</AppLink></div>
          {panel.playbooks.map((playbook, at) => <CasePlaybook key={playbook.id} caseId={caseId} playbook={playbook} isOpen={at === 0} />)}
        </section>
      )}
      {panel.customerId !== null && <WhatElse about={panel} lookups={panel.lookups.length > 0 && <LookupParts caseId={caseId} customerId={customerId} expected={panel.lookups} />} />}
      {caseId !== null && <KeptList caseId={caseId} kept={panel.keptFacts} />}
    </div>
  );
}
