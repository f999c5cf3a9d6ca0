import { Group, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Distribution, DistributionFigures } from '../invitations.contract.ts';
import { Actions } from './Actions.tsx';
import { Figures } from './Figures.tsx';
import { HowItIsDone } from './HowItIsDone.tsx';
import { InvitedPeople } from './InvitedPeople.tsx';
import { StateTag } from './StateTag.tsx';
import { WordsPreview } from './WordsPreview.tsx';
import classes from './invitations.module.css';

const LOOK_EVERY_MS = 2_000;

export function DistributionPage() {
  const id = usePathParam('distributionId');
  const distribution = useQuery({ queryKey: ['distributions', id], queryFn: ({ signal }) => api.get<Distribution>(`/api/distributions/${id}`, { signal }), refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_EVERY_MS * 5 : false) });
  return <Loaded query={distribution} skeleton={<PageSkeleton />}>{(data) => <DistributionView distribution={data} />}</Loaded>;
}

function DistributionView({ distribution }: { distribution: Distribution }) {
  const { t, i18n } = useTranslation('invitations');
  const format = useFormat();
  const figures = useQuery({
    queryKey: ['distributions', distribution.id, 'figures', distribution.version, distribution.state], queryFn: ({ signal }) => api.get<DistributionFigures>(`/api/distributions/${distribution.id}/figures`, { signal }),
    refetchInterval: ({ state }) => (distribution.state !== 'running' ? false : (state.data?.waiting ?? 1) + (state.data?.queued ?? 1) > 0 ? LOOK_EVERY_MS : LOOK_EVERY_MS * 5), placeholderData: (before) => before,
  });
  const data = figures.data;
  const survey = i18n.language === 'de' ? distribution.surveyNameDe : distribution.surveyNameEn;
  return (
    <>
      <PageHeader question={distribution.title} title={distribution.title} back={{ to: `/listening/surveys/${distribution.survey}`, label: survey }} answer={data && <Answer distribution={distribution} figures={data} />} actions={data && <Actions distribution={distribution} figures={data} />} />
      <Group gap="xs" mb="md">
        <StateTag state={distribution.state} />
        <span className={classes.soft}>{t(`kind.${distribution.kind}`)}</span>
        {distribution.startedBy && <span className={classes.soft}>{t('one.startedBy', { who: distribution.startedBy })}</span>}
        {data && data.passedOver > 0 && <span className={classes.soft}>{t('one.passedOver', { n: format.integer(data.passedOver) })}</span>}
      </Group>
      {data && distribution.state === 'running' && data.waiting + data.queued > 0 && <Progress value={data.sampled === 0 ? 0 : (100 * data.sent) / data.sampled} aria-label={t('one.progress')} mb="md" animated />}
      {data && data.cannotSend.length > 0 && <p className={classes.wrong} role="status">{t('one.cannotSend', { channels: format.list(data.cannotSend.map((channel) => t(`channel.${channel}`))) })} <AppLink to="/settings/channels">{t('one.setUp')}</AppLink></p>}
      <Loaded query={figures} skeleton={<PageSkeleton />}>{(shown) => <Figures distribution={distribution} figures={shown} />}</Loaded>
      {distribution.kind !== 'staff' && <InvitedPeople distribution={distribution} />}
      <HowItIsDone distribution={distribution} />
      <WordsPreview distribution={distribution} />
    </>
  );
}

function Answer({ distribution, figures }: { distribution: Distribution; figures: DistributionFigures }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  if (figures.isPreview) return <>{t(distribution.kind === 'trigger' ? 'one.previewTrigger' : 'one.preview', { will: format.integer(figures.sampled), not: format.integer(figures.skipped), of: format.integer(figures.of) })}</>;
  const { share, low, high, n } = figures.response;
  if (share === null || low === null || high === null) return <>{t('one.nobodyYet')}</>;
  return <>{t('one.result', { finished: format.integer(figures.finished), n: format.integer(n), share: format.share(share), low: format.share(low), high: format.share(high) })}</>;
}
