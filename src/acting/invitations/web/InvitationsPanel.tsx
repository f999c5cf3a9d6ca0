import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { DistributionTable, newPath, useDistributions } from './DistributionTable.tsx';

/** Who was asked to answer this survey, and what became of it: a tab of the survey's page. */
export function InvitationsPanel({ code }: { code: string }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const go = useGo();
  const canCreate = useCan('create', 'survey');
  const list = useDistributions(code);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const sum = (name: 'invited' | 'finished') => rows.reduce((total, row) => total + row[name], 0);
  return (
    <Section title={t('panel.title')} {...(sum('invited') > 0 ? { note: t('panel.answer', { invited: format.integer(sum('invited')), finished: format.integer(sum('finished')) }) } : {})}
      actions={canCreate && rows.length > 0 ? <Button variant="default" onClick={() => go(newPath(code))}>{t('list.new')}</Button> : undefined}>
      <DistributionTable list={list} survey={code} />
    </Section>
  );
}
