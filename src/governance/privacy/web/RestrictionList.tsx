import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Restriction } from '../privacy.contract.ts';
import classes from './privacy.module.css';

/** They are in no list and no search, so this is where they are found. */
export function RestrictionList() {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  const list = useQuery({ queryKey: ['privacy', 'restriction', 'all'], queryFn: ({ signal }) => api.get<{ items: (Restriction & { customerId: string; name: string })[] }>('/api/privacy/restrictions', { signal }) });
  return (
    <Section title={t('restriction.list')} note={t('restriction.listNote')}>
      <Loaded query={list} isEmpty={({ items }) => items.length === 0} empty={<EmptyState>{t('restriction.empty')}</EmptyState>}>
        {({ items }) => (
          <ul className={classes.list}>
            {items.map((one) => (
              <li key={one.customerId} className={classes.row}>
                <div className={classes.who}>
                  <AppLink to={`/customers/${one.customerId}`}>{one.name}</AppLink>
                  <span className={classes.soft}>{t('restriction.banner', { when: format.date(one.restrictedAt), ground: t(`ground.${one.ground}`) })} {one.note}</span>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
