import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { Panels, useHasPanels } from '../../../ui/panels.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam, useUrlState } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Definition } from '../definition.contract.ts';
import type { Survey } from '../surveys.contract.ts';
import { EditorView } from './editor/EditorView.tsx';
import { stateTones } from './state-tones.ts';
import { SurveyActions } from './SurveyActions.tsx';
import { surveyQuery } from './survey-queries.ts';
import { VersionsPanel } from './VersionsPanel.tsx';
import classes from './surveys.module.css';

export function SurveyPage() {
  const code = usePathParam('surveyCode');
  const survey = useQuery(surveyQuery(code));
  return <Loaded query={survey} skeleton={<PageSkeleton />}>{(loaded) => <SurveyView key={loaded.code} survey={loaded} />}</Loaded>;
}

const noTab = { tab: '' };

/** Everything about one survey: what it asks, where it shows, who is invited, what came of it, what was asked before. */
function SurveyView({ survey }: { survey: Survey }) {
  const { t, i18n } = useTranslation('surveys');
  const mayUpdate = useCan('update', 'survey');
  const [address, setAddress] = useUrlState(noTab);
  const [take, setTake] = useState<{ definition: Definition; key: string } | null>(null);
  const about = { code: survey.code };
  const parts: { key: string; isThere: boolean; content: ReactNode }[] = [
    { key: 'editor', isThere: mayUpdate, content: null },
    { key: 'share', isThere: useHasPanels('surveyShare'), content: <Panels place="surveyShare" {...about} /> },
    { key: 'invitations', isThere: useHasPanels('surveyInvitations'), content: <Panels place="surveyInvitations" {...about} /> },
    { key: 'results', isThere: useHasPanels('surveyResults'), content: <Panels place="surveyResults" {...about} /> },
    { key: 'versions', isThere: true, content: <VersionsPanel survey={survey} onTake={(definition, version) => { setTake({ definition, key: `${version} ${performance.now()}` }); setAddress({ tab: 'editor' }); }} /> },
  ];
  const tabs = parts.filter(({ isThere }) => isThere);
  const first = mayUpdate ? 'editor' : (tabs.find(({ key }) => key === 'results')?.key ?? tabs[0]?.key ?? 'versions');
  const tab = tabs.find(({ key }) => key === address.tab)?.key ?? first;
  const list = useRef<HTMLDivElement>(null);
  // On a phone the tabs may need more room than there is.
  useEffect(() => list.current?.querySelector(`[aria-controls$="-panel-${tab}"]`)?.scrollIntoView({ block: 'nearest', inline: 'center' }), [tab]);
  const [hasEdited, setEdited] = useState(tab === 'editor');
  if (tab === 'editor' && !hasEdited) setEdited(true);
  const name = i18n.language === 'de' ? survey.nameDe : survey.nameEn;
  return (
    <div className={classes.wide}>
      <PageHeader question={name} title={name} answer={<AnswerSentence survey={survey} />} back={{ to: '/listening', label: t('list.title') }} actions={<SurveyActions survey={survey} />} />
      <Tabs value={tab} onChange={(chosen) => setAddress({ tab: chosen === null || chosen === first ? '' : chosen })} classNames={{ list: classes.tabs ?? '', tab: classes.tab ?? '' }} keepMounted={false}>
        <Tabs.List ref={list} aria-label={name}>{tabs.map(({ key }) => <Tabs.Tab key={key} value={key}>{t(`tab.${key}`)}</Tabs.Tab>)}</Tabs.List>
        {tabs.map(({ key, content }) => (key === 'editor' ? null : <Tabs.Panel key={key} value={key} pt="lg">{content}</Tabs.Panel>))}
      </Tabs>
      {hasEdited && <div role="tabpanel" aria-label={t('tab.editor')} hidden={tab !== 'editor'}><EditorView survey={survey} isInFront={tab === 'editor'} take={take} /></div>}
    </div>
  );
}

function AnswerSentence({ survey: { responses, lastResponseAt, state, publishedVersion, hasUnpublishedChanges, opensAt, closesAt } }: { survey: Survey }) {
  const { t } = useTranslation('surveys');
  const format = useFormat();
  return (
    <>
      <Tag tone={stateTones[state]}>{t(`state.${state}`)}</Tag>{' '}
      {publishedVersion === null ? state !== 'archived' && t('one.draft') : <>{t('one.version', { version: publishedVersion })} {hasUnpublishedChanges && t('one.changed')} </>}
      {publishedVersion !== null && (responses === 0 ? t('one.noAnswers') : <Trans t={t} i18nKey="one.answers" count={responses} values={{ formatted: format.integer(responses) }} components={{ b: <strong />, when: <When at={lastResponseAt} /> }} />)}
      {state === 'scheduled' && opensAt !== null && <> {t('one.opens', { when: format.dateTime(opensAt) })}</>}
      {state === 'open' && closesAt !== null && <> {t('one.closes', { when: format.dateTime(closesAt) })}</>}
      {state === 'closed' && <> {t('one.isClosed')}</>}
      {state === 'archived' && <> {t('one.isArchived')}</>}
    </>
  );
}
