import { useTranslation } from 'react-i18next';
import { Dumbbell, DumbbellAxis } from '../../../ui/charts/Dumbbell.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { RankedTouchpoint } from '../../../understanding/gaps/gaps.contract.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import type { Days } from './cockpit-words.logic.ts';
import classes from './cockpit.module.css';

const scale = { min: 0, max: 10 };

/** The touchpoints that matter most and fall shortest, as dumbbells. */
export function ShortfallsPanel({ cockpit: { shortfalls, from }, days }: { cockpit: Cockpit; days: Days }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const mayAsk = useCan('create', 'survey');
  // Who reads no single answers gets whole months, which reach further back than the rest of the page.
  const months = useCan('read', 'answer') ? '' : ` ${t('gaps:heat.wholeMonths', { from: format.date(`${from.slice(0, 7)}-01`) })}`;
  return (
    <Section title={t('shortfalls.title')} note={`${t('shortfalls.note')}${months}`} actions={<AppLink to={`/touchpoints?period=${days}`}>{t('shortfalls.all')}</AppLink>}>
      {shortfalls.length === 0
        ? <EmptyState {...(mayAsk ? { action: { label: t('shortfalls.ask'), to: '/listening' } } : {})}>{t('shortfalls.none')}</EmptyState>
        : (
          <ol className={classes.shortfalls}>
            {shortfalls.map((touchpoint) => <Row key={touchpoint.code} touchpoint={touchpoint} href={`/touchpoints/${touchpoint.code}?period=${days}`} />)}
            <li className={classes.axis} aria-hidden="true"><span /><DumbbellAxis scale={scale} widthPx={300} /></li>
          </ol>
        )}
    </Section>
  );
}

function Row({ touchpoint, href }: { touchpoint: RankedTouchpoint; href: string }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const { name, expectation, experience, gap, gapLow, gapHigh, n, reach, momentOfTruth } = touchpoint;
  const moved = (limit: number | null) => (limit === null || expectation === null ? null : expectation + limit);
  return (
    <li>
      <span className={classes.place}>
        <AppLink to={href} look="quiet">{name}</AppLink>
        {momentOfTruth && <> <Tag tone="accent">{t('shortfalls.momentOfTruth')}</Tag></>}
      </span>
      <Dumbbell
        label={name} expectedLabel={t('shortfalls.expectation')} livedLabel={t('shortfalls.experience')} expected={expectation} lived={experience} low={moved(gapLow)} high={moved(gapHigh)}
        n={n} scale={scale} widthPx={300} href={href}
      />
      <span className={classes.facts}>
        {expectation !== null && experience !== null && <span>{format.decimal(expectation)} → <strong>{format.decimal(experience)}</strong></span>}
        {gap !== null && <span>{t('shortfalls.gap', { gap: format.signed(gap) })}</span>}
        <span>{t('shortfalls.reach', { share: format.share(reach) })}</span>
        <span>n = {format.integer(n)}</span>
      </span>
    </li>
  );
}
