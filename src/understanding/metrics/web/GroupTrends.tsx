import { useTranslation } from 'react-i18next';
import { Sparkline } from '../../../ui/charts/Sparkline.tsx';
import { niceDomain } from '../../../ui/charts/scale.logic.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import type { Explored } from '../explore/explore.contract.ts';
import { type Days, type ExploreState } from './explore-state.logic.ts';
import { isShown } from './TrendResult.tsx';
import { useGroupName } from './useGroupName.ts';
import { useAnswersAddress } from './useAnswersAddress.ts';
import { useScoreWords } from './useScoreWords.ts';
import classes from './explore.module.css';

/** The trend of each of the largest groups, all on one scale, so that heights can be compared. */
export function GroupTrends({ data, state, days }: { data: Explored; state: ExploreState; days: Days }) {
  const { t } = useTranslation('metrics');
  const words = useScoreWords(data.kind);
  const nameOf = useGroupName(state.by);
  const toAnswers = useAnswersAddress(state);
  const groups = data.groups.filter(({ trend }) => trend.filter(isShown).length > 1);
  const domain = niceDomain(groups.flatMap(({ trend }) => trend.map(({ value }) => value)));
  if (groups.length === 0) return null;
  return (
    <div className={classes.stack}>
      <h3 className={classes.heading}>{t('explore.groups.trends')}</h3>
      <ul className={classes.tiles}>
        {groups.map((group) => {
          const name = nameOf(group);
          const to = toAnswers({ by: state.by, key: group.key, ...days });
          const shown = group.trend.filter(isShown);
          const [first, last] = [shown[0]?.value ?? 0, shown.at(-1)?.value ?? 0];
          return (
            <li key={group.key}>
              {to === null ? <span>{name}</span> : <AppLink to={to} look="quiet">{name}</AppLink>}
              <Sparkline label={t('explore.groups.trendOf', { name, before: words.exact(first), now: words.exact(last) })} values={group.trend.map(({ value }) => value)} {...(domain ? { domain } : {})} widthPx={200} heightPx={40} lastText={words.value(last)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
