import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../imports.contract.ts';
import { sayRefusal } from '../../refusal-words.logic.ts';
import classes from '../imports.module.css';

/** Row, column, value and reason of each refusal. */
export function RefusalTable({ refusals }: { refusals: readonly Refusal[] }) {
  const { t, i18n } = useTranslation('imports');
  const language = i18n.language === 'de' ? 'de' : 'en';
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('refused.title')}>
      <table className={classes.refused}>
        <thead><tr><th scope="col">{t('refused.row')}</th><th scope="col">{t('refused.column')}</th><th scope="col">{t('refused.value')}</th><th scope="col">{t('refused.reason')}</th></tr></thead>
        <tbody>
          {refusals.map((refusal) => (
            <tr key={`${refusal.row} ${refusal.column} ${refusal.code}`}>
              <td>{refusal.row}</td>
              <td>{refusal.heading || '–'}</td>
              <td className={classes.mono}>{refusal.value || '–'}</td>
              <td>{sayRefusal(refusal.code, refusal.details, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
