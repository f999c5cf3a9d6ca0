import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import type { Link } from '../identity.contract.ts';
import { LinkCard } from './LinkCard.tsx';
import { sortLinks } from './link-words.logic.ts';
import classes from './identity.module.css';

interface LinkListsProps {
  links: readonly Link[];
  onUnmerge?: (link: Link) => void;
}

const AT_ONCE = 50;

/** Active links first, then those that were refused, then those taken apart. */
export function LinkLists({ links, onUnmerge }: LinkListsProps) {
  const { t } = useTranslation('identity');
  const sorted = sortLinks(links);
  if (links.length === 0) return <EmptyState>{t('list.single')}</EmptyState>;
  return (
    <>
      <LinkList state="active" links={sorted.active} {...(onUnmerge ? { onUnmerge } : {})} />
      <LinkList state="refused" links={sorted.refused} />
      <LinkList state="removed" links={sorted.removed} />
    </>
  );
}

function LinkList({ state, links, onUnmerge }: { state: Link['state']; links: readonly Link[]; onUnmerge?: (link: Link) => void }) {
  const { t } = useTranslation('identity');
  const [shown, setShown] = useState(AT_ONCE);
  if (links.length === 0) return null;
  return (
    <Section title={t(`list.${state}`)} note={t(`list.${state}Note`)}>
      <ul className={classes.links}>
        {links.slice(0, shown).map((link) => <LinkCard key={link.id} link={link} {...(onUnmerge ? { onUnmerge: () => onUnmerge(link) } : {})} />)}
      </ul>
      {links.length > shown && <Button variant="subtle" size="xs" mt="sm" onClick={() => setShown((count) => count + AT_ONCE)}>{t('list.more', { count: links.length - shown })}</Button>}
    </Section>
  );
}
