import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import type { WholeVersion } from '../../surveys/drafts/drafts.contract.ts';
import type { Definition } from '../../surveys/definition.contract.ts';
import type { Survey } from '../../surveys/surveys.contract.ts';
import { AddressesSection } from './AddressesSection.tsx';
import { emptyParts, LinkBuilder, type LinkParts } from './LinkBuilder.tsx';
import { OnPagesSection } from './OnPagesSection.tsx';
import { SingleUseSection } from './SingleUseSection.tsx';
import classes from './placements.module.css';

/** Every way to bring a survey to customers that needs no list of them: address, paper, single-use links, pages. */
export function SharePanel({ code }: { code: string }) {
  const { t } = useTranslation('placements');
  const address = `/api/surveys/${encodeURIComponent(code)}`;
  const published = useQuery({
    queryKey: ['placements', 'share', code],
    queryFn: async ({ signal }) => {
      const { publishedVersion } = await api.get<Survey>(address, { signal });
      return publishedVersion === null ? null : (await api.get<WholeVersion>(`${address}/versions/${publishedVersion}`, { signal })).definition;
    },
  });
  return (
    <Loaded query={published}>
      {(definition) => definition === null ? <p className={classes.soft}>{t('share.unpublished')}</p> : <Ways code={code} definition={definition} />}
    </Loaded>
  );
}

function Ways({ code, definition }: { code: string; definition: Definition }) {
  const { t } = useTranslation('placements');
  const mayUpdate = useCan('update', 'survey');
  const [parts, setParts] = useState<LinkParts>(emptyParts);
  return (
    <>
      <Section title={t('share.link')} note={t('share.linkNote')}><LinkBuilder code={code} definition={definition} parts={parts} onChange={setParts} /></Section>
      <AddressesSection code={code} parts={parts} />
      {mayUpdate && <SingleUseSection code={code} languages={definition.languages} />}
      <OnPagesSection code={code} />
    </>
  );
}
