import { Button, Group } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { api } from '../../../ui/api.ts';
import { useTell, useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useNames } from '../../../people/timeline/web/names.ts';
import type { Playbook, PlaybookContent } from '../playbooks.contract.ts';
import { acknowledgementsQuery, playbookQuery } from './playbook-queries.ts';
import { RichText } from './RichText.tsx';
import classes from './playbooks.module.css';

/** One playbook as it holds now, who has confirmed it, and what it was before. */
export function PlaybookPage() {
  const id = usePathParam('playbookId');
  const playbook = useQuery(playbookQuery(id));
  return <Loaded query={playbook}>{(data) => <Shown playbook={data} />}</Loaded>;
}

function Shown({ playbook }: { playbook: Playbook }) {
  const { t, i18n } = useTranslation('playbooks');
  const names = useNames();
  const go = useGo();
  const mayUpdate = useCan('update', 'playbook');
  const { publish, archive } = useDeeds(playbook.id);
  const title = i18n.language === 'de' ? playbook.titleDe : playbook.titleEn;
  const content = playbook.current?.content ?? playbook.draft?.content;
  return (
    <>
      <PageHeader question={title} title={title} back={{ to: '/desk/playbooks', label: t('list.title') }} actions={mayUpdate ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => archive(playbook)}>{t(playbook.archivedAt === null ? 'one.archive' : 'one.unarchive')}</Button>
          <Button variant="default" onClick={() => go(`/desk/playbooks/${playbook.id}/edit`)}>{t('edit.action')}</Button>
          {playbook.hasDraft && <Button loading={publish.isPending} onClick={() => publish.mutate()}>{t('one.publish')}</Button>}
        </Group>
      ) : undefined} />
      <div className={classes.facts}>
        <Tag>{t(`kind.${playbook.kind}`)}</Tag>
        <Tag>{playbook.touchpoint === null ? t('one.everywhere') : names.touchpoint(playbook.touchpoint)}</Tag>
        {playbook.category !== null && <Tag>{playbook.category}</Tag>}
        <Tag>{playbook.department === null ? t('one.wholeCompany') : names.department(playbook.department)}</Tag>
        {playbook.version !== null && <Tag>{t('one.version', { version: playbook.version })}</Tag>}
        {playbook.archivedAt !== null && <Tag>{t('one.archived')}</Tag>}
      </div>
      {playbook.hasDraft && mayUpdate && <p className={classes.notice}>{t(playbook.version === null ? 'one.onlyDraft' : 'one.draftWaits')}</p>}
      <Confirmation playbook={playbook} />
      {content && <Content content={content} />}
      {mayUpdate && playbook.needsAcknowledgement && playbook.version !== null && <WhoHasRead id={playbook.id} />}
      {playbook.versions.length > 0 && (
        <Section title={t('one.versions')}>
          <ul className={classes.plain}>{playbook.versions.map((version) => <li key={version.id}><span>{t('one.version', { version: version.version })}{version.changeNote !== '' && <> – {version.changeNote}</>}</span><PublishedBy at={version.publishedAt} by={version.publishedBy} /></li>)}</ul>
        </Section>
      )}
    </>
  );
}

function PublishedBy({ at, by }: { at: string | null; by: string | null }) {
  const format = useFormat();
  return <span className={classes.soft}>{at === null ? '' : format.dateTime(at)} · {by}</span>;
}

function useDeeds(id: string) {
  const { t } = useTranslation('playbooks');
  const queryClient = useQueryClient();
  const tell = useTell();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const renew = () => queryClient.invalidateQueries({ queryKey: ['playbooks'] });
  const put = (isArchived: boolean) => api.put(`/api/playbooks/${id}/archived`, { body: { isArchived } }).then(renew);
  const publish = useMutation({ mutationFn: () => api.post(`/api/playbooks/${id}/publication`), onSuccess: () => { tell(t('one.published')); return renew(); }, onError: tellFailure });
  const archive = ({ archivedAt }: Playbook) => void put(archivedAt === null).then(() => undoable(t(archivedAt === null ? 'one.isArchived' : 'one.isBack'), () => put(archivedAt !== null)), tellFailure);
  return { publish, archive };
}

/** "Read and understood", for what holds now. */
function Confirmation({ playbook }: { playbook: Playbook }) {
  const { t } = useTranslation('playbooks');
  const format = useFormat();
  const queryClient = useQueryClient();
  const tellFailure = useTellFailure();
  const confirm = useMutation({ mutationFn: () => api.post(`/api/playbooks/${playbook.id}/acknowledgement`, { body: { versionId: playbook.versionId } }), onSuccess: () => queryClient.invalidateQueries({ queryKey: ['playbooks'] }), onError: tellFailure });
  if (!playbook.needsAcknowledgement || playbook.versionId === null) return null;
  if (playbook.acknowledgedAt !== null) return <p className={classes.soft}>{t('one.confirmed', { when: format.dateTime(playbook.acknowledgedAt) })}</p>;
  return <div className={classes.notice}><span>{t('one.pleaseConfirm')}</span><Button size="compact-sm" loading={confirm.isPending} onClick={() => confirm.mutate()}>{t('one.confirm')}</Button></div>;
}

function Content({ content }: { content: PlaybookContent }) {
  const { t, i18n } = useTranslation('playbooks');
  const isGerman = i18n.language === 'de';
  const [intro, goodwill] = isGerman ? [content.introDe, content.goodwillDe] : [content.introEn, content.goodwillEn];
  return (
    <div className={classes.body}>
      {intro !== '' && <RichText text={intro} />}
      {content.steps.length > 0 && (
        <Section title={t('field.steps')}>
          <ol className={classes.steps}>
            {content.steps.map((step, at) => {
              const say = isGerman ? step.sayDe : step.sayEn;
              return <li key={step.id} className={classes.step}><span aria-hidden="true">{at + 1}.</span><span className={classes.stepTitle}>{isGerman ? step.titleDe : step.titleEn}</span>{say !== '' && <div className={classes.say}><RichText text={say} /></div>}</li>;
            })}
          </ol>
        </Section>
      )}
      {goodwill !== '' && <Section title={t('field.goodwill')}><p>{goodwill}</p></Section>}
    </div>
  );
}

function WhoHasRead({ id }: { id: string }) {
  const { t } = useTranslation('playbooks');
  const format = useFormat();
  const list = useInfiniteQuery(acknowledgementsQuery(id));
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const missing = people.filter(({ at }) => at === null).length;
  return (
    <Section title={t('who.title')} note={list.isSuccess ? t(missing === 0 ? 'who.all' : 'who.missing', { count: missing }) : undefined}>
      <ul className={classes.plain}>{people.map((person) => <li key={person.userId}><span>{person.name || person.email}</span><span className={classes.soft}>{person.at === null ? t('who.notYet') : format.dateTime(person.at)}</span></li>)}</ul>
      {list.hasNextPage && <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('who.more')}</Button>}
    </Section>
  );
}
