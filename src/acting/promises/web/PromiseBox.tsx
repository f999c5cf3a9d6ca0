import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useCan } from '../../../ui/session.tsx';
import { PromiseLine } from './PromiseLine.tsx';
import { PromiseRow } from './PromiseRow.tsx';
import { promisesOfCaseQuery } from './promise-queries.ts';
import { useNow } from './useNow.ts';
import classes from './promises.module.css';

/** Promises beside a case: made in one line, kept with one click. */
export function PromiseBox({ caseId }: { caseId: string; customerId: string | null }) {
  const { t } = useTranslation('promises');
  const now = useNow();
  const mayCreate = useCan('create', 'promise');
  const promises = useQuery(promisesOfCaseQuery(caseId));
  return (
    <section className={classes.box} aria-labelledby="promise-box-title">
      <h3 id="promise-box-title" className={classes.title}>{t('box.title')}</h3>
      {mayCreate && <PromiseLine key={caseId} caseId={caseId} />}
      <Loaded query={promises} isEmpty={(items) => items.length === 0} empty={<p className={classes.soft}>{t('box.empty')}</p>}>
        {(items) => <ul className={classes.list}>{items.map((promise) => <PromiseRow key={promise.id} promise={promise} now={now} />)}</ul>}
      </Loaded>
    </section>
  );
}
