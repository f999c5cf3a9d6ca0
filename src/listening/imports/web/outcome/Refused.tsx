import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDownload } from '../../../../ui/download.ts';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { Section } from '../../../../ui/page/Section.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Import } from '../../imports.contract.ts';
import { refusedQuery } from '../import-queries.ts';
import { RefusalTable } from './RefusalTable.tsx';
import classes from '../imports.module.css';

/** What was left out and why; the file of it can be corrected and brought in again. */
export function Refused({ one, note }: { one: Import; note: string }) {
  const { t, i18n } = useTranslation(['imports', 'ui']);
  const format = useFormat();
  const download = useDownload();
  const list = useInfiniteQuery(refusedQuery(one.id));
  const refused = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const byCode = list.data?.pages[0]?.byCode ?? [];
  return (
    <Section
      title={t('refused.title')} note={note}
      actions={<Button component="a" variant="default" {...download(`/api/imports/${one.id}/refused.csv?lang=${i18n.language === 'de' ? 'de' : 'en'}`)}>{t('refused.download')}</Button>}
    >
      <Loaded query={list} skeleton={<TableSkeleton rows={4} />}>
        {() => (
          <>
            {byCode.length > 1 && <p className={classes.note}>{format.list(byCode.map(({ code, n }) => t('refused.kind', { kind: t(`refusalKind.${code.replace('.', '_')}`), n: format.integer(n) })))}</p>}
            <RefusalTable refusals={refused} />
            {list.hasNextPage && <Button variant="subtle" size="compact-md" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('ui:action.more')}</Button>}
          </>
        )}
      </Loaded>
    </Section>
  );
}
