import { useState } from 'react';
import { Button, Group, NativeSelect, TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { Site } from '../placements.contract.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { sitesQuery } from './placement-queries.ts';
import { callsSnippet, policyLines, scriptTag } from './snippet.logic.ts';
import classes from './placements.module.css';

/** The script for the company's pages, and which pages may carry it. */
export function SitePanel() {
  const { t, i18n } = useTranslation('placements');
  const sites = useQuery(sitesQuery);
  const mayMakeSources = useCan('manage', 'key');
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Section title={t('site.title')} note={t('site.note')}>
      <Loaded
        query={sites} isEmpty={(items) => items.length === 0}
        empty={mayMakeSources ? <EmptyState action={{ label: t('site.makeSource'), to: '/settings/keys?open=source' }}>{t('site.none')}</EmptyState> : <EmptyState>{t('site.noneReader')}</EmptyState>}
      >
        {(items) => {
          const site = items.find(({ sourceId }) => sourceId === chosen) ?? items[0];
          return site && (
            <div className={classes.stack}>
              {items.length > 1 && <NativeSelect className={classes.narrow ?? ''} label={t('site.source')} value={site.sourceId} onChange={(event) => setChosen(event.currentTarget.value)} data={items.map(({ sourceId, name }) => ({ value: sourceId, label: name }))} />}
              <CodeBlock label={t('site.script')} note={t('site.scriptNote')} code={scriptTag(window.location.origin, site.writeKey)} />
              <Origins key={site.sourceId} site={site} />
              <CodeBlock label={t('site.calls')} note={t('site.callsNote')} code={callsSnippet} />
              <CodeBlock label={t('site.policy')} note={t('site.policyNote')} code={policyLines(window.location.origin)} />
              <p className={classes.soft}>{t('site.remember')} <a className={classes.link} href={`/manual/${i18n.language === 'de' ? 'de' : 'en'}/widget`}>{t('site.manual')}</a></p>
            </div>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Origins({ site }: { site: Site }) {
  const { t } = useTranslation('placements');
  const queries = useQueryClient();
  const tell = useTell();
  const [origins, setOrigins] = useState(site.origins);
  const save = useMutation({
    mutationFn: () => api.put<Site>(`/api/widget-sites/${site.sourceId}`, { body: { origins } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sitesQuery.queryKey });
      tell(t('site.saved'));
    },
  });
  const isChanged = origins.join(' ') !== site.origins.join(' ');
  return (
    <div>
      <Group align="flex-end" gap="xs">
        <TagsInput className={classes.grow ?? ''} label={t('site.origins')} description={t('site.originsNote')} placeholder={origins.length === 0 ? 'https://www.example.com' : ''} value={origins} maxTags={50} onChange={(next) => setOrigins(next.map((one) => one.trim().toLowerCase().replace(/\/+$/, '')))} />
        {isChanged && <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>{t('site.save')}</Button>}
      </Group>
      {save.isError && <ErrorState error={save.error} />}
    </div>
  );
}
