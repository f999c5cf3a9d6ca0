import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { FilesPart } from './FilesPart.tsx';
import { SourceForm } from './SourceForm.tsx';
import { sourceQuery } from './voice-queries.ts';
import classes from './voices.module.css';

/** A source: what it is, what stands where in it, and which touchpoint its voices are about. */
export function VoiceSourcePage() {
  const { t } = useTranslation('voices');
  const id = usePathParam('sourceId');
  const source = useQuery({ ...sourceQuery(id), enabled: id !== 'new' });
  const back = { to: '/listening/voices/sources', label: t('sources.title') };
  if (id === 'new') return <><PageHeader question={t('sources.add')} back={back} answer={t('form.intro')} /><SourceForm source={null} /></>;
  return (
    <Loaded query={source}>
      {(one) => (
        <>
          <PageHeader question={one.name} title={one.name} back={back} answer={`${t(`sourceKind.${one.kind}`)} · ${t('sources.voices', { count: one.voices, formatted: one.voices })}`} />
          <div className={classes.stack}>
            {one.kind === 'file' && <FilesPart source={one} />}
            <SourceForm key={one.id} source={one} />
          </div>
        </>
      )}
    </Loaded>
  );
}
