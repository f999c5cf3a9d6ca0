import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { WarningList } from '../warnings.contract.ts';
import { useWarningWords } from './useWarningWords.ts';
import { toneOf } from './WarningsPage.tsx';
import classes from './warnings.module.css';

const SHOWN = 3;
const READ = 20;
const REFRESH_MS = 60_000;

/** On the cockpit: the alarms that nobody has seen to yet; nothing where there is none. */
export function WarningsPanel() {
  const { t, i18n } = useTranslation('warnings');
  const format = useFormat();
  const words = useWarningWords();
  const lang = i18n.language === 'de' ? 'de' : 'en';
  const list = useQuery({ queryKey: ['warnings', 'panel', lang], queryFn: ({ signal }) => api.get<WarningList>('/api/warnings', { query: { state: 'open', limit: READ, lang }, signal }), refetchInterval: REFRESH_MS });
  // Their room is kept while they come, so that nothing jumps.
  if (list.isPending) return <Skeleton lines={SHOWN + 1} heightPx={24} />;
  if (!list.data || list.data.open === 0) return null;
  // One change is often seen in several scores: each touchpoint once.
  const shown = list.data.items.filter(({ touchpoint }, at, all) => all.findIndex((other) => other.touchpoint === touchpoint) === at).slice(0, SHOWN);
  return (
    <Section title={t('panel.title')} actions={<AppLink to="/warnings?state=open">{t('panel.all', { count: list.data.open, formatted: format.integer(list.data.open) })}</AppLink>}>
      <ul className={classes.voices}>
        {shown.map((warning) => <li key={warning.id}><Tag tone={toneOf(warning)}>{words.side(warning)}</Tag> <AppLink to={`/warnings/${warning.id}`} look="quiet">{words.sentence(warning)}</AppLink></li>)}
      </ul>
    </Section>
  );
}
