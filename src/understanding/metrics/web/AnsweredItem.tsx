import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Quote } from '../../../ui/words/Quote.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import { Dumbbell } from '../../../ui/charts/Dumbbell.tsx';
import type { Answered } from '../metrics.contract.ts';
import { standingOfCsat, standingOfNps } from './answers-filters.logic.ts';
import classes from './answers.module.css';

/** One response: whose, when, about what; the scores, the pairs as dumbbells, the words. */
export function AnsweredItem({ answered }: { answered: Answered }) {
  const { t } = useTranslation('metrics');
  const { touchpoint, touchpointName, channel, group, customer, at, nps, csat, comment, language, pairs } = answered;
  return (
    <article className={classes.item}>
      <div className={classes.said}>
        <p className={classes.who}>
          {customer ? <AppLink to={`/customers/${customer.id}`} look="quiet">{customer.name}</AppLink> : <span>{t('answers.anonymous')}</span>}
          {touchpoint !== '' && <>{' · '}<AppLink to={`/touchpoints/${touchpoint}`} look="quiet">{touchpointName}</AppLink></>}
          {' · '}{t(`timeline:channel.${channel}`, { defaultValue: channel })}
          {group && <> · {group}</>}
          {' · '}<When at={at} />
        </p>
        {comment ? <Quote text={comment} {...(language ? { lang: language } : {})} /> : <p className={classes.silent}>{t('answers.noComment')}</p>}
      </div>
      <div className={classes.scores}>
        <div className={classes.tags}>
          {nps !== null && <Tag tone={standingOfNps(nps)}>{t('answers.nps', { value: nps })}</Tag>}
          {csat !== null && <Tag tone={standingOfCsat(csat)}>{t('answers.csat', { value: csat })}</Tag>}
        </div>
        {pairs.map((pair) => <Pair key={pair.dimension} {...pair} />)}
      </div>
    </article>
  );
}

const scale = { min: 0, max: 10 };

/** One customer's pair: no interval, so the line carries the sign by its own length. */
function Pair({ dimension, expectation, experience }: Answered['pairs'][number]) {
  const { t } = useTranslation('metrics');
  const format = useFormat();
  const name = t(`dimension.${dimension}`, { defaultValue: dimension });
  const figure = (value: number | null) => (value === null ? '–' : format.decimal(value, Number.isInteger(value) ? 0 : 1));
  const key = expectation === null ? 'onlyExperience' : experience === null ? 'onlyExpectation' : 'pair';
  return (
    <div className={classes.pair}>
      <span className={classes.pairName}>{name}</span>
      {experience !== null && <Dumbbell label={name} expectedLabel={t('filter.roles.expectation')} livedLabel={t('filter.roles.experience')} expected={expectation} lived={experience} low={experience} high={experience} n={1} scale={scale} widthPx={150} heightPx={22} />}
      <span className={classes.pairText} title={t(`answers.${key}`, { dimension: name, expectation: figure(expectation), experience: figure(experience) })}>{figure(expectation)} → {figure(experience)}</span>
    </div>
  );
}
