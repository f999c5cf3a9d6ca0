import { Button, Popover } from '@mantine/core';
import { IconAlertTriangle, IconBulb, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { DefinitionFault } from '../../drafts/check-definition.logic.ts';
import type { Definition } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import type { Warning } from '../survey-warnings.logic.ts';
import { useEdit, useTongue } from './edit-context.ts';
import type { Selection } from './editor-state.logic.ts';
import { partAt } from './marks.logic.ts';
import { useLanguageName } from './useLanguageName.ts';
import { useReasonWords } from './useReasonWords.ts';
import classes from './editor.module.css';

const SHOWN = 60;

/** What must be mended before publishing, and what would make the survey better. */
export function HintsMenu({ definition, faults, warnings }: { definition: Definition; faults: readonly DefinitionFault[]; warnings: readonly Warning[] }) {
  const { t } = useTranslation('survey-editor');
  const count = faults.length + warnings.length;
  const icon = faults.length > 0 ? <IconAlertTriangle size={16} /> : count === 0 ? <IconCheck size={16} /> : <IconBulb size={16} />;
  return (
    <Popover position="bottom-end" width={420} trapFocus withinPortal shadow="md">
      <Popover.Target><Button variant="subtle" color={faults.length > 0 ? 'danger' : 'gray'} size="compact-sm" leftSection={icon} aria-label={t('hints.button', { faults: faults.length, hints: warnings.length })}>{count === 0 ? <span className={classes.hintsNone}>{t('hints.noneShort')}</span> : count}</Button></Popover.Target>
      <Popover.Dropdown className={classes.hints ?? ''}><HintList definition={definition} faults={faults} warnings={warnings} /></Popover.Dropdown>
    </Popover>
  );
}

export function HintList({ definition, faults, warnings }: { definition: Definition; faults: readonly DefinitionFault[]; warnings: readonly Warning[] }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const nameOf = usePartName(definition);
  const detailOf = useDetailWords();
  const open = (part: Selection) => { edit.show('build'); edit.select(part); };
  if (faults.length + warnings.length === 0) return <p className={classes.hintNone}>{t('hints.none')}</p>;
  return (
    <>
      {faults.length > 0 && <h3 className={classes.hintHead}>{t('hints.faults')}</h3>}
      <ul className={classes.hintList}>
        {faults.slice(0, SHOWN).map((fault) => {
          const part = partAt(definition, fault.at);
          return <li key={`${fault.at} ${fault.code} ${fault.detail}`}><button type="button" className={classes.hint} data-mark="fault" onClick={() => open(part)}><span className={classes.hintWhere}>{nameOf(part)}</span>{t(`fault.${fault.code}`, { detail: detailOf(fault) })}</button></li>;
        })}
      </ul>
      {warnings.length > 0 && <h3 className={classes.hintHead}>{t('hints.warnings')}</h3>}
      <ul className={classes.hintList}>
        {warnings.slice(0, SHOWN).map((warning) => {
          const part = { kind: warning.on, id: warning.id };
          return <li key={`${warning.on} ${warning.id} ${warning.code} ${warning.detail}`}><button type="button" className={classes.hint} data-mark="hint" onClick={() => open(part)}><span className={classes.hintWhere}>{nameOf(part)}</span>{t(`warning.${warning.code}`, { detail: detailOf(warning) })}</button></li>;
        })}
      </ul>
      {faults.length + warnings.length > SHOWN && <p className={classes.soft}>{t('hints.more', { count: faults.length + warnings.length - SHOWN })}</p>}
    </>
  );
}

/** Languages by their names, and what is wrong with an expression, in words. */
function useDetailWords(): (hint: Pick<DefinitionFault | Warning, 'code' | 'detail'>) => string {
  const { t } = useTranslation('survey-editor');
  const [languageName, reasonOf, format] = [useLanguageName(), useReasonWords(), useFormat()];
  return ({ code, detail }) => {
    if (code === 'missing_translation' || code === 'too_long' || code === 'text_missing' || code === 'unknown_language') return format.list(detail.split(', ').map(languageName));
    const [, at, reason] = code === 'expression_invalid' ? (/^(\d+): (.*)$/s.exec(detail) ?? []) : [];
    return at === undefined || reason === undefined ? detail : t('condition.unreadable', { place: Number(at) + 1, reason: reasonOf(reason) });
  };
}

/** "Frage 3: Wie zufrieden …" */
export function usePartName(definition: Definition): (part: Selection) => string {
  const { t } = useTranslation('survey-editor');
  const { language, languages } = useTongue();
  return ({ kind, id }) => {
    if (kind === 'survey') return t('outline.survey');
    if (kind === 'ending') return `${t('outline.ending')}: ${titleIn(definition.endings.find((one) => one.id === id)?.title, language, languages)}`;
    if (kind === 'page') return t('outline.page', { number: definition.pages.findIndex((page) => page.id === id) + 1 });
    const question = definition.pages.flatMap(({ questions }) => questions).find((one) => one.id === id);
    return titleIn(question?.title, language, languages) || id;
  };
}
