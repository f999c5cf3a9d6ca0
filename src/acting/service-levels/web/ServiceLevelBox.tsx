import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { CaseClock } from '../service-levels.contract.ts';
import { clocksQuery } from './service-level-queries.ts';
import { writeTarget } from './shifts.logic.ts';
import classes from './service-levels.module.css';

/** The clocks of a case, and why each runs, stands still or ended. */
export function ServiceLevelBox({ caseId }: { caseId: string; customerId: string | null }) {
  const { t } = useTranslation('serviceLevels');
  const clocks = useQuery(clocksQuery(caseId));
  return (
    <section aria-labelledby="service-level-title">
      <h3 id="service-level-title" className={classes.name}>{t('box.title')}</h3>
      <Loaded query={clocks} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('box.empty')}</p>}>
        {({ items }) => <ul className={classes.clocks}>{items.map((clock) => <ClockLine key={clock.id} clock={clock} />)}</ul>}
      </Loaded>
    </section>
  );
}

function ClockLine({ clock }: { clock: CaseClock }) {
  const { t } = useTranslation('serviceLevels');
  const format = useFormat();
  const { state, dueAt, breachedAt, events, kind, targetMinutes, usedMinutes, policyName, calendarName } = clock;
  return (
    <li className={classes.clock}>
      <p><strong>{t(`clock.${kind}`)}</strong> {breachedAt === null ? <Tag>{t(`state.${state}`)}</Tag> : <Tag tone="below">{t('state.breached')}</Tag>}</p>
      <p className={classes.soft}>
        {state === 'running' && dueAt !== null && <>{t('box.due')} <When at={dueAt} /> · </>}
        {t('box.used', { used: writeTarget(usedMinutes), target: writeTarget(targetMinutes) })}
      </p>
      <details className={classes.soft}>
        <summary>{t('box.why')}</summary>
        <p>{t('box.policy', { policy: policyName, calendar: calendarName ?? t('policy.always') })}</p>
        <ul>{events.map((event, n) => <li key={n}>{format.dateTime(event.at)}: {t(`event.${event.kind}`)} – {t(`why.${event.why}`, { defaultValue: event.why })}</li>)}</ul>
      </details>
    </li>
  );
}
