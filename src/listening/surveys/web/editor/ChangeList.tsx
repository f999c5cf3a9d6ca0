import { useTranslation } from 'react-i18next';
import { Tag } from '../../../../ui/words/Tag.tsx';
import type { VersionChange } from '../../versions/comparability.contract.ts';
import type { Definition } from '../../definition.contract.ts';
import { findQuestion, titleIn } from '../../flow/flow.logic.ts';
import classes from './editor.module.css';

interface ChangeListProps {
  changes: readonly VersionChange[];
  /** Where the questions are named after; removed ones are only in the other. */
  definition: Definition;
  other: Definition | null;
}

/** What differs, question by question, and what that does to comparing figures. */
export function ChangeList({ changes, definition, other }: ChangeListProps) {
  const { t, i18n } = useTranslation('survey-editor');
  const isGerman = i18n.language === 'de';
  const nameOf = (id: string) => {
    const question = findQuestion(definition, id) ?? (other && findQuestion(other, id));
    return id === '' ? t('outline.survey') : question ? titleIn(question.title, i18n.language, definition.languages) || id : id;
  };
  return (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={`${change.question} ${change.change} ${change.reasonEn}`}>
          <div className={classes.changeHead}><span className={classes.changeName}>{nameOf(change.question)}</span><Tag tone={change.breaksComparison ? 'below' : 'neutral'}>{t(`change.${change.change}`)}</Tag></div>
          <p className={classes.changeReason}>{isGerman ? change.reasonDe : change.reasonEn}</p>
        </li>
      ))}
    </ul>
  );
}
