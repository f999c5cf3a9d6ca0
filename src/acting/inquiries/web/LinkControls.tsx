import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { InquiryWithEntries } from '../inquiries.contract.ts';
import { refreshInquiries } from './inquiry-queries.ts';
import { LinkReady } from './LinkReady.tsx';

/** The page without an account: whether a link works, since when it was used, a new one, none any more. */
export function LinkControls({ inquiry }: { inquiry: InquiryWithEntries }) {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const refresh = () => refreshInquiries(queries, inquiry.caseId);
  const renew = useMutation({ mutationFn: () => api.post<{ link: string; expiresAt: string }>(`/api/inquiries/${inquiry.id}/link`), onSuccess: refresh, onError: tellFailure });
  const revoke = useMutation({ mutationFn: () => api.delete<void>(`/api/inquiries/${inquiry.id}/link`), onSuccess: async () => { renew.reset(); await refresh(); }, onError: tellFailure });
  const hasLink = inquiry.linkExpiresAt !== null;
  if (renew.data) return <Section title={t('link.title')}><LinkReady link={renew.data.link} inquiry={{ linkExpiresAt: renew.data.expiresAt }} onClose={() => renew.reset()} /></Section>;
  return (
    <Section title={t('link.title')} note={hasLink ? `${t('link.until', { date: format.date(inquiry.linkExpiresAt ?? '') })} ${inquiry.firstOpenedAt === null ? t('link.neverOpened') : t('link.opened', { date: format.dateTime(inquiry.firstOpenedAt) })}` : t('link.none')}>
      <Group gap="xs">
        <Button variant="default" loading={renew.isPending} onClick={() => renew.mutate()}>{t(hasLink ? 'link.renew' : 'link.make')}</Button>
        {hasLink && <Button variant="subtle" color="gray" loading={revoke.isPending} onClick={() => revoke.mutate()}>{t('link.revoke')}</Button>}
      </Group>
    </Section>
  );
}
