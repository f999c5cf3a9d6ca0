import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { OutreachFigures } from '../outreach.contract.ts';
import classes from './outreach.module.css';

/** Every number leads to the customers behind it. */
export function Figures({ outreachId, figures }: { outreachId: string; figures: OutreachFigures }) {
  const { t } = useTranslation('outreach');
  const format = useFormat();
  const to = (query: string) => `/desk/outreach/${outreachId}?${query}`;
  const parts = (figures.isPreview ? (['waiting', 'answered', 'leftOut'] as const) : (['told', 'answered', 'waiting', 'unclear', 'leftOut'] as const)).filter((part) => figures[part] > 0 || part === 'told' || part === 'leftOut');
  return (
    <div className={classes.columns}>
      <Section title={figures.isPreview ? t('figures.whoWill') : t('figures.who')}>
        <ul className={classes.figures}>
          {parts.map((part) => (
            <li key={part}><AppLink to={to(`standing=${part === 'leftOut' ? 'left_out' : part}`)} look="quiet"><strong className="m-num">{format.integer(figures[part])}</strong> {t(`${figures.isPreview ? 'planned' : 'standing'}.${part}`)}</AppLink></li>
          ))}
        </ul>
        {figures.channels.length > 0 && (
          <div className={classes.scroll}>
            <table className={classes.table}>
              <caption className={classes.soft}>{t('figures.byChannel')}</caption>
              <thead><tr><th scope="col">{t('figures.channel')}</th><th scope="col">{t('figures.planned')}</th>{!figures.isPreview && <><th scope="col">{t('figures.handed')}</th><th scope="col">{t('figures.delivered')}</th><th scope="col">{t('figures.bounced')}</th></>}</tr></thead>
              <tbody>
                {figures.channels.map((one) => (
                  <tr key={one.channel}>
                    <th scope="row"><AppLink to={to(`channel=${one.channel}`)}>{t(`channel.${one.channel}`)}</AppLink></th>
                    <td className="m-num">{format.integer(one.planned)}</td>
                    {!figures.isPreview && <><td className="m-num">{format.integer(one.handed)}</td><td className="m-num">{format.integer(one.delivered)}</td><td className="m-num">{format.integer(one.bounced)}</td></>}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        {figures.replies > 0 && <p className={classes.soft}>{t('figures.replies', { count: figures.replies })}</p>}
      </Section>
      <Section title={figures.isPreview ? t('figures.whyWill') : t('figures.why')}>
        {figures.reasons.length === 0 ? <p className={classes.soft}>{t('figures.nobody')}</p> : (
          <ul className={classes.figures}>
            {figures.reasons.map(({ reason, customers }) => (
              <li key={reason}><AppLink to={to(`standing=left_out&reason=${reason}`)} look="quiet"><strong className="m-num">{format.integer(customers)}</strong> {t(`reason.${reason}`)}</AppLink><span className={classes.soft}>{t(`reasonHint.${reason}`)}</span></li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}
