import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Distribution, DistributionFigures } from '../invitations.contract.ts';
import classes from './invitations.module.css';

const steps = ['sampled', 'sent', 'delivered', 'opened', 'started', 'finished'] as const;
const aside = ['waiting', 'delayed', 'queued', 'bounced', 'unclear', 'reminded'] as const;
/** The people list knows these as states. */
const isState = (step: string) => step !== 'sampled' && step !== 'reminded';

/** From everybody who was chosen to everybody who answered, and beside it why the others were not asked. */
export function Figures({ distribution, figures }: { distribution: Distribution; figures: DistributionFigures }) {
  const { t } = useTranslation('invitations');
  const format = useFormat();
  const hasPeople = distribution.kind !== 'staff';
  const to = (query: string) => `/listening/invitations/${distribution.id}?${query}`;
  const shown = figures.isPreview ? (['waiting', 'delayed', 'skipped'] as const).filter((step) => figures[step] > 0) : steps.filter((step) => step !== 'delivered' || figures.delivered > 0);
  return (
    <div className={classes.columns}>
      <Section title={t(figures.isPreview ? 'figures.whoWill' : 'figures.who')}>
        <ul className={classes.figures}>
          {shown.map((step) => (
            <li key={step}>
              <Number n={figures[step]} to={hasPeople && isState(step) ? to(`state=${step}`) : null}>{t(`${figures.isPreview ? 'planned' : 'step'}.${step}`)}</Number>
              {!figures.isPreview && <div className={classes.bar} aria-hidden="true"><div className={classes.fill} style={{ width: `${figures.sampled === 0 ? 0 : Math.min(100, (100 * figures[step]) / figures.sampled)}%` }} /></div>}
            </li>
          ))}
          {!figures.isPreview && aside.filter((step) => figures[step] > 0).map((step) => <li key={step}><Number n={figures[step]} to={hasPeople && isState(step) ? to(`state=${step}`) : null}>{t(`step.${step}`)}</Number></li>)}
        </ul>
        {figures.latestAt !== null && <p className={classes.soft}>{t('figures.latest', { date: format.date(figures.latestAt) })}</p>}
        {figures.channels.length > 0 && (
          <div className={classes.scroll}>
            <table className={classes.table}>
              <caption className={classes.soft}>{t('figures.byChannel')}</caption>
              <thead><tr><th scope="col">{t('figures.channel')}</th><th scope="col">{t('figures.planned')}</th>{!figures.isPreview && <><th scope="col">{t('figures.sent')}</th><th scope="col">{t('figures.bounced')}</th><th scope="col">{t('figures.finished')}</th></>}</tr></thead>
              <tbody>
                {figures.channels.map((one) => (
                  <tr key={one.channel}>
                    <th scope="row">{hasPeople ? <AppLink to={to(`channel=${one.channel}`)}>{t(`channel.${one.channel}`)}</AppLink> : t(`channel.${one.channel}`)}</th>
                    <td className="m-num">{format.integer(one.planned)}</td>
                    {!figures.isPreview && <><td className="m-num">{format.integer(one.sent)}</td><td className="m-num">{format.integer(one.bounced)}</td><td className="m-num">{hasPeople ? format.integer(one.finished) : '–'}</td></>}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      <Section title={t(figures.isPreview ? 'figures.whyWill' : 'figures.why')}>
        {figures.reasons.length === 0 ? <p className={classes.soft}>{t('figures.nobody')}</p> : (
          <ul className={classes.figures}>
            {figures.reasons.map(({ reason, people }) => (
              <li key={reason}><Number n={people} to={hasPeople ? to(`state=skipped&reason=${reason}`) : null}>{t(`reason.${reason}`)}</Number><span className={classes.soft}>{t(`reasonHint.${reason}`)}</span></li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}

function Number({ n, to, children }: { n: number; to: string | null; children: string }) {
  const format = useFormat();
  const words = <><strong className="m-num">{format.integer(n)}</strong> {children}</>;
  return to === null ? <span>{words}</span> : <AppLink to={to} look="quiet">{words}</AppLink>;
}
