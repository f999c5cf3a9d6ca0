import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { surveyUrl } from '../survey-url.logic.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { placementsQuery } from './placement-queries.ts';
import { frameTag } from './snippet.logic.ts';
import { useRuleWords } from './useRuleWords.ts';
import classes from './placements.module.css';

/** On the company's own pages and on a tablet. */
export function OnPagesSection({ code, title }: { code: string; title: string }) {
  const { t } = useTranslation('placements');
  const placements = useQuery(placementsQuery(code));
  const mayUpdate = useCan('update', 'survey');
  const words = useRuleWords();
  const frame = frameTag(surveyUrl(window.location.origin, code, { isEmbedded: true }), title);
  return (
    <Section title={t('pages.title')} note={t('pages.note')}>
      <div className={classes.stack}>
        <Loaded query={placements} isEmpty={(items) => items.length === 0} empty={<p className={classes.soft}>{t('pages.none')}</p>}>
          {(items) => (
            <ul className={classes.list}>
              {items.map(({ id, name, liveAt, rules }) => <li key={id}><AppLink to={`/listening/placements/${id}`}>{name}</AppLink> – {words.trigger(rules.trigger)} <Tag tone={liveAt === null ? 'neutral' : 'accent'}>{t(liveAt === null ? 'state.off' : 'state.live')}</Tag></li>)}
            </ul>
          )}
        </Loaded>
        {mayUpdate && <p><AppLink to={`/listening/placements/new?survey=${encodeURIComponent(code)}`}>{t('pages.add')}</AppLink></p>}
        <CodeBlock label={t('pages.frame')} note={t('pages.frameNote')} code={frame} />
        <p>{t('pages.kiosk')} <a className={classes.link} href={`/kiosk/${encodeURIComponent(code)}`} target="_blank" rel="noreferrer">{`${window.location.origin}/kiosk/${code}`}</a></p>
      </div>
    </Section>
  );
}
