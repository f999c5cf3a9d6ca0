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
import { titleIn } from '../../surveys/flow/flow.logic.ts';
import { AddressesSection } from './AddressesSection.tsx';
import { emptyParts, LinkBuilder, type LinkParts } from './LinkBuilder.tsx';
import { linkKinds } from './link-draft.logic.ts';
import { LinkForm } from './LinkForm.tsx';
import { LinkList } from './LinkList.tsx';
import { OnPagesSection } from './OnPagesSection.tsx';
import classes from './placements.module.css';

/** Every way to bring a survey to customers that needs no list of them: address, paper, links of their own, pages. */
export function SharePanel({ code }: { code: string }) {
  const { t } = useTranslation('placements');
  const address = `/api/surveys/${encodeURIComponent(code)}`;
  const published = useQuery({
    queryKey: ['placements', 'share', code],
    staleTime: 0, // its settings are changed one tab further
    queryFn: async ({ signal }) => {
      const { publishedVersion, kind, state, needsLink } = await api.get<Survey>(address, { signal });
      return publishedVersion === null ? null : { definition: (await api.get<WholeVersion>(`${address}/versions/${publishedVersion}`, { signal })).definition, isAboutEmployees: kind === 'employee', needsLink: kind === 'employee' && needsLink, isShut: state === 'closed' || state === 'archived' };
    },
  });
  return (
    <Loaded query={published}>
      {(shared) => shared === null ? <p className={classes.soft}>{t('share.unpublished')}</p> : <Ways code={code} {...shared} />}
    </Loaded>
  );
}

interface WaysProps {
  code: string;
  definition: Definition;
  isAboutEmployees: boolean;
  /** Only links that are good for one answer lead to it. */
  needsLink: boolean;
  isShut: boolean;
}

function Ways({ code, definition, isAboutEmployees, needsLink, isShut }: WaysProps) {
  const { t } = useTranslation('placements');
  const mayUpdate = useCan('update', 'survey');
  const [parts, setParts] = useState<LinkParts>(emptyParts);
  return (
    <>
      {isShut && <p className={classes.shut} role="note">{t('share.shut')}</p>}
      {needsLink ? <p className={classes.shut} role="note">{t('links.onlyThese')}</p> : (
        <>
          <Section title={t('share.link')} note={t('share.linkNote')}><LinkBuilder code={code} definition={definition} parts={parts} onChange={setParts} /></Section>
          <AddressesSection code={code} parts={parts} />
          {/* Its words are those of customers: in the language that the survey falls back to. */}
          <OnPagesSection code={code} title={titleIn(definition.title, definition.languages[0] ?? 'en', definition.languages) || code} />
        </>
      )}
      {mayUpdate && (
        <Section title={t('links.title')} note={t(isAboutEmployees ? 'links.noteEmployees' : 'links.note')}>
          <LinkForm code={code} definition={definition} kinds={linkKinds.filter((kind) => kind === 'single' || (kind === 'person' ? !isAboutEmployees : !needsLink))} />
          <div className={classes.listed}><LinkList code={code} /></div>
        </Section>
      )}
    </>
  );
}
