import { useState } from 'react';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ShareRange } from '../../../ui/charts/ShareRange.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { promiseKinds } from '../promises.contract.ts';
import { promiseFigureQuery } from './promise-queries.ts';
import { useNames } from './useNames.ts';
import classes from './promises.module.css';

const groupings = ['department', 'touchpoint', 'kind', 'month'] as const;

/** Where promises are kept, and where not: one row per group, with its interval. */
export function KeptFigures() {
  const { t } = useTranslation('promises');
  const format = useFormat();
  const [by, setBy] = useState<string>('department');
  const figure = useQuery(promiseFigureQuery(by));
  const { nameOf } = useNames(by === 'touchpoint');
  const nameOfGroup = (group: string) => {
    if (group === '') return t('figure.without');
    if (by === 'kind') return promiseKinds.some((kind) => kind === group) ? t(`kind.${group}`) : group;
    return by === 'month' ? format.month(`${group}-15T12:00:00Z`) : nameOf(group);
  };
  return (
    <Section title={t('figure.title')} note={t('figure.note')} actions={<NativeSelect size="xs" aria-label={t('figure.by')} value={by} onChange={(event) => setBy(event.currentTarget.value)} data={groupings.map((value) => ({ value, label: t(`figure.${value}`) }))} />}>
      <Loaded query={figure} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('figure.empty')}</p>}>
        {({ items }) => (
          <div className={classes.scroll}>
            <table className={classes.table}>
              <thead><tr><th scope="col">{t(`figure.${by}`)}</th><th scope="col">{t('figure.share')}</th><th scope="col" className={classes.wide}><span className={classes.hidden}>{t('figure.interval')}</span></th><th scope="col">{t('figure.n')}</th></tr></thead>
              <tbody>
                {items.map(({ group, kept, promises }) => {
                  const name = nameOfGroup(group);
                  const words = kept.value === null ? t('figure.tooFew') : `${format.share(kept.value.share)} (${format.share(kept.value.low)}–${format.share(kept.value.high)})`;
                  return (
                    <tr key={group}>
                      <th scope="row">{name}</th>
                      <td>{words}</td>
                      <td className={classes.wide}>{kept.value && <ShareRange label={`${name}: ${words}`} {...kept.value} />}</td>
                      <td>{format.integer(promises)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Section>
  );
}
