import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CatalogueAnswer, Industry } from '../inventory.contract.ts';
import { useNameOf } from './inventory-queries.ts';
import classes from './touchpoints.module.css';

const EXAMPLES = 5;

/** Typical touchpoints by industry, to begin with something instead of an empty page. */
export function Catalogue({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  const nameOf = useNameOf();
  const client = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const catalogue = useQuery({ queryKey: ['touchpoints', 'catalogue'], queryFn: ({ signal }) => api.get<CatalogueAnswer>('/api/touchpoints/catalogue', { signal }) });
  const add = useMutation({
    mutationFn: (industry: Industry) => api.post<{ created: string[] }>(`/api/touchpoints/catalogue/${industry}`, { body: {} }),
    onSuccess: async ({ created }) => {
      tell(t('catalogue.done', { count: created.length }));
      await client.invalidateQueries({ queryKey: ['touchpoints'] });
      onDone();
    },
    onError: tellFailure,
  });
  return (
    <Loaded query={catalogue}>
      {({ industries }) => (
        <div className={classes.cards}>
          {industries.map((entry) => (
            <div key={entry.industry} className={classes.card}>
              <h3>{nameOf(entry)}</h3>
              <p>{t('catalogue.examples', { names: format.list(entry.touchpoints.filter(({ momentOfTruth }) => momentOfTruth).slice(0, EXAMPLES).map(nameOf)) })}</p>
              <Button variant="light" disabled={entry.missing === 0} loading={add.isPending && add.variables === entry.industry} onClick={() => add.mutate(entry.industry)} aria-label={`${nameOf(entry)}: ${entry.missing === 0 ? t('catalogue.complete') : t('catalogue.add', { count: entry.missing })}`}>
                {entry.missing === 0 ? t('catalogue.complete') : t('catalogue.add', { count: entry.missing })}
              </Button>
            </div>
          ))}
        </div>
      )}
    </Loaded>
  );
}
