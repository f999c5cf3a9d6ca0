import { useTranslation } from 'react-i18next';
import { Dumbbell, DumbbellAxis } from '../../../ui/charts/Dumbbell.tsx';
import { ValueWithInterval } from '../../../ui/charts/ValueWithInterval.tsx';
import { Hint } from '../../../ui/words/Hint.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { TouchpointGap } from '../gaps.contract.ts';
import { ImportanceDots } from './ImportanceDots.tsx';
import { MissingSoll } from './MissingSoll.tsx';
import { ReachBar } from './ReachBar.tsx';
import classes from './gaps.module.css';

const scale = { min: 0, max: 10 };

export function AtAGlance({ data: { total, minimumN }, answersHref }: { data: TouchpointGap; answersHref?: string }) {
  const { t } = useTranslation('gaps');
  const format = useFormat();
  const moved = (gap: number | null) => (gap === null || total.expectation === null ? null : total.expectation + gap);
  return (
    <div className={classes.figures}>
      <div>
        {total.lacksExpectation ? <MissingSoll code={total.code} experiences={total.experiences} /> : <Dumbbell
          label={total.name} expectedLabel={t(total.expectationIsTarget ? 'target' : 'expectation')} livedLabel={t('experience')} expected={total.expectation} lived={total.experience}
          low={moved(total.gapLow)} high={moved(total.gapHigh)} n={total.customers} minimumN={minimumN} scale={scale} widthPx={300} heightPx={44}
        />}
        {!total.lacksExpectation && <DumbbellAxis scale={scale} widthPx={300} />}
      </div>
      <ValueWithInterval label={t('gap')} value={total.gap} low={total.gapLow} high={total.gapHigh} n={total.n} format={(value) => format.signed(value)} {...(answersHref && total.gap !== null ? { href: answersHref } : {})} />
      <ValueWithInterval label={t(total.expectationIsTarget ? 'target' : 'expectation')} value={total.expectation} n={total.n} size="small" nText="" />
      <ValueWithInterval label={t('experience')} value={total.experience} n={total.n} size="small" nText="" />
      <div className="m-value m-value-small">
        <span className="m-value-label"><Hint text={t('column.reachHint')}>{t('column.reach')}</Hint></span>
        <ReachBar share={total.reach} />
      </div>
      <div className="m-value m-value-small">
        <span className="m-value-label"><Hint text={t('column.importanceHint')}>{t('column.importance')}</Hint></span>
        <ImportanceDots importance={total.importance} />
      </div>
      <div className="m-value m-value-small">
        <span className="m-value-label"><Hint text={t('column.priorityHint')}>{t('column.priority')}</Hint></span>
        <span>{total.priority === null ? '–' : format.decimal(total.priority)}</span>
      </div>
    </div>
  );
}
