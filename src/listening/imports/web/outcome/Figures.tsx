import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { ImportCounts } from '../../imports.contract.ts';
import classes from '../imports.module.css';

const shown = ['new', 'changed', 'merged', 'unchanged', 'refused'] as const;

/** The counts of an import side by side; what is 0 and says nothing is left out. */
export function Figures({ counts }: { counts: ImportCounts }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <dl className={classes.figures}>
      {shown.filter((key) => counts[key] > 0 || key === 'new' || key === 'refused').map((key) => (
        <div key={key} className={classes.figure} data-tone={key === 'refused' && counts.refused > 0 ? 'below' : undefined}>
          <dt>{t(`count.${key}`)}</dt>
          <dd>{format.integer(counts[key])}</dd>
        </div>
      ))}
    </dl>
  );
}
