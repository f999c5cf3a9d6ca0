import { useTranslation } from 'react-i18next';
import { stages } from '../../../journeys/touchpoints/touchpoints.contract.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { RankedTouchpoint, Ranking } from '../gaps.contract.ts';
import classes from './gaps.module.css';

/** All touchpoints along the customer's way, each in the colour of where it stands. */
export function StageMap({ ranking }: { ranking: Ranking }) {
  const { t } = useTranslation('gaps');
  const words = useTranslation('touchpoints').t;
  const format = useFormat();
  return (
    <div className={classes.map}>
      {stages.map((stage) => {
        const items = ranking.items.filter((item) => item.stage === stage);
        return (
          <section key={stage} className={classes.stage} aria-label={words(`stage.${stage}`)}>
            <h3>{words(`stage.${stage}`)}</h3>
            {items.length === 0 ? <p className={classes.soft}>{t('map.empty')}</p> : (
              <ul>
                {items.map((item) => (
                  <li key={item.code}>
                    <AppLink to={`/touchpoints/${item.code}`} look="plain" className={classes.chip ?? ''} data-standing={standingOf(item)}>
                      <span>{item.name}</span>
                      <span>{item.lacksExpectation ? t('map.noSoll') : item.gap === null ? t('map.withheld', { n: format.integer(item.customers), needed: format.integer(ranking.minimumN) }) : format.signed(item.gap)}</span>
                    </AppLink>
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

export function standingOf({ gap, gapLow, gapHigh }: Pick<RankedTouchpoint, 'gap' | 'gapLow' | 'gapHigh'>): 'below' | 'at' | 'above' | undefined {
  if (gap === null || gapLow === null || gapHigh === null) return undefined;
  return gapHigh < 0 ? 'below' : gapLow > 0 ? 'above' : 'at';
}
