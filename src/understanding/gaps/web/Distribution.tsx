import { useTranslation } from 'react-i18next';
import { ChartWithTable } from '../../../ui/charts/ChartWithTable.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TouchpointGap } from '../gaps.contract.ts';
import classes from './gaps.module.css';

interface DistributionProps {
  data: TouchpointGap;
  answersTo?: (filter: Record<string, string>) => string;
}

/** How expectation and experience spread over the scale, side by side; a pair of bars opens its answers. */
export function Distribution({ data: { distribution, total, minimumN }, answersTo }: DistributionProps) {
  const { t } = useTranslation('gaps');
  const ui = useTranslation('ui').t;
  const format = useFormat();
  if (distribution === null) return <p className={classes.soft}>{ui('chart.tooFew', { n: format.integer(total.customers), needed: format.integer(minimumN) })}</p>;
  const most = Math.max(1, ...distribution.flatMap(({ expectation, experience }) => [expectation, experience]));
  const table = {
    columns: [{ header: t('experience') }, { header: t('expectation'), isFigure: true }, { header: t('experience'), isFigure: true }],
    rows: distribution.map(({ score, expectation, experience }) => [format.integer(score), format.integer(expectation), format.integer(experience)]),
  };
  return (
    <ChartWithTable title={t('one.distribution')} table={table}>
      <p className={classes.legend} aria-hidden="true"><span className={classes.legendExpected}>{t('expectation')}</span><span className={classes.legendLived}>{t('experience')}</span></p>
      <div className={classes.bars}>
        {distribution.map(({ score, expectation, experience }) => {
          const label = `${score}: ${t('expectation')} ${format.integer(expectation)}, ${t('experience')} ${format.integer(experience)}`;
          const content = (
            <>
              <span className={classes.barPair} aria-hidden="true">
                <span className={classes.barExpected} style={{ height: `${(expectation / most) * 100}%` }} />
                <span className={classes.barLived} style={{ height: `${(experience / most) * 100}%` }} />
              </span>
              <span aria-hidden="true">{score}</span>
            </>
          );
          return answersTo && experience > 0
            ? <AppLink key={score} look="plain" className={classes.barColumn ?? ''} aria-label={label} title={label} to={answersTo({ experienceFrom: String(Math.max(0, score - 0.5)), experienceTo: String(Math.min(10, score + 0.499999)) })}>{content}</AppLink>
            : <span key={score} className={classes.barColumn} role="img" aria-label={label} title={label}>{content}</span>;
        })}
      </div>
    </ChartWithTable>
  );
}
