import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { AuditEntry } from '../audit.contract.ts';
import { fieldChanges, kindOfValue } from './difference.logic.ts';
import { useEntryWords } from './useEntryWords.ts';
import classes from './audit.module.css';

/** What was and what is, field by field. */
export function Difference({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const { fieldName } = useEntryWords();
  const changes = fieldChanges(entry);
  if (changes.length === 0) return null;
  const [hasBefore, hasAfter] = [entry.before !== null, entry.after !== null];
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('difference.title')}>
      <table className={classes.difference}>
        <thead>
          <tr>
            <th scope="col">{t('difference.field')}</th>
            {hasBefore && <th scope="col">{t(hasAfter ? 'difference.before' : 'difference.was')}</th>}
            {hasAfter && <th scope="col">{t(hasBefore ? 'difference.after' : 'difference.is')}</th>}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row">{fieldName(field)}</th>
              {hasBefore && <td><Value value={before} /></td>}
              {hasAfter && <td className={hasBefore ? classes.new : undefined}><Value value={after} /></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const kind = kindOfValue(value);
  if (kind === 'none') return <span className={classes.soft}>{t('value.none')}</span>;
  if (kind === 'hidden') return <span className={classes.soft}>{t('value.hidden')}</span>;
  if (kind === 'yes' || kind === 'no') return <>{t(`value.${kind}`)}</>;
  if (kind === 'instant') return <>{format.dateTime(String(value))}</>;
  if (kind === 'list' && Array.isArray(value)) return <>{format.list(value.map(String))}</>;
  if (kind === 'structure') return <code className={classes.structure}>{JSON.stringify(value, null, 1)}</code>;
  return <>{String(value)}</>;
}
