import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import { sayRefusal } from '../../refusal-words.logic.ts';
import type { RefusedPreview, RefusedReason } from './refused-preview.logic.ts';
import classes from '../imports.module.css';

const REASONS_SHOWN = 3;

/** Names what is refused of the first rows; each reason leads to its column. */
export function RefusedInPreview({ of: { rows, refused, reasons } }: { of: RefusedPreview }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const say = ({ refusal, isExample }: RefusedReason) => {
    if (refusal.code === 'value.not_in_list') return t('assign.unknownValue', { heading: refusal.heading, value: refusal.value });
    const words = sayRefusal(refusal.code, refusal.details, i18n.language === 'de' ? 'de' : 'en').replace(/\.$/, '');
    return `${refusal.heading ? `${refusal.heading}: ` : ''}${isExample ? `${t('assign.example')} ` : ''}${words}`;
  };
  const more = reasons.length - REASONS_SHOWN;
  return (
    <>
      {t('assign.refused', { count: rows, formatted: format.integer(rows), refused: format.integer(refused) })}{' '}
      {reasons.slice(0, REASONS_SHOWN).map((reason, index) => (
        <span key={`${reason.refusal.column} ${reason.refusal.code} ${reason.refusal.value}`}>
          {index > 0 && '; '}
          <button type="button" className={classes.link} onClick={() => showPlace(reason.refusal.column)}>{format.integer(reason.rows)} × {say(reason)}</button>
        </span>
      ))}
      {more > 0 && ` ${t('assign.moreReasons', { count: more })}`}
    </>
  );
}

function showPlace(column: number | null): void {
  const place = document.getElementById(column === null ? 'live' : `column-${column}`);
  place?.scrollIntoView({ block: 'center' });
  place?.focus({ preventScroll: true });
}
