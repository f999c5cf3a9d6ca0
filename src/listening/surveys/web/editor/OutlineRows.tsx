import { type CSSProperties, memo, type ReactNode } from 'react';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { IconArrowsSplit2, IconGripVertical, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Question } from '../../definition.contract.ts';
import { titleIn } from '../../flow/flow.logic.ts';
import { useEdit, useTongue } from './edit-context.ts';
import { kindIcons } from './kind-icons.ts';
import type { Mark } from './marks.logic.ts';
import classes from './editor.module.css';

interface RowFrameProps {
  rowKey: string;
  name: string;
  className: string;
  isSelected: boolean;
  children: ReactNode;
}

function RowFrame({ rowKey, name, className, isSelected, children }: RowFrameProps) {
  const { t } = useTranslation('survey-editor');
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: rowKey });
  const style: CSSProperties = { transform: CSS.Translate.toString(transform), transition: transition ?? undefined };
  return (
    <div ref={setNodeRef} style={style} className={`${classes.row} ${className}`} data-selected={isSelected || undefined} data-dragging={isDragging || undefined}>
      <button type="button" ref={setActivatorNodeRef} className={classes.rowHandle} {...attributes} {...listeners} tabIndex={isSelected ? 0 : -1} aria-label={t('drag.handle', { name })}><IconGripVertical size={13} aria-hidden="true" /></button>
      {children}
    </div>
  );
}

interface QuestionRowProps {
  question: Question;
  number: number | null;
  language: string;
  isSelected: boolean;
  mark: Mark | undefined;
}

export const QuestionRow = memo(function QuestionRow({ question, number, language, isSelected, mark }: QuestionRowProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { languages } = useTongue();
  const Icon = kindIcons[question.kind];
  const title = titleIn(question.title, language, languages) || t('outline.untitled');
  return (
    <RowFrame rowKey={`question:${question.id}`} name={title} className={classes.questionRow ?? ''} isSelected={isSelected}>
      <button type="button" className={classes.rowButton} data-outline={question.id} aria-current={isSelected || undefined} onClick={() => edit.select({ kind: 'question', id: question.id })}>
        <Icon size={16} stroke={1.6} className={classes.rowIcon} aria-hidden="true" />
        <span className="m-hidden">{t(`kind.${question.kind}`)}</span>
        {number !== null && <span className={classes.rowNumber}>{number}</span>}
        <span className={classes.rowTitle}>{title}</span>
        {question.isRequired && <span className={classes.rowRequired} title={t('form.isRequired')}>*</span>}
        {question.when !== undefined && <IconArrowsSplit2 size={13} className={classes.rowIcon} aria-label={t('outline.conditional')} />}
        <MarkDot mark={mark} />
      </button>
    </RowFrame>
  );
});

interface PageRowProps {
  id: string;
  number: number;
  title: string;
  hasLogic: boolean;
  isSelected: boolean;
  mark: Mark | undefined;
}

export const PageRow = memo(function PageRow({ id, number, title, hasLogic, isSelected, mark }: PageRowProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const name = t('outline.page', { number });
  return (
    <RowFrame rowKey={`page:${id}`} name={name} className={classes.pageRow ?? ''} isSelected={isSelected}>
      <button type="button" className={classes.rowButton} data-outline="" aria-current={isSelected || undefined} onClick={() => edit.select({ kind: 'page', id })}>
        <span className={classes.pageName}>{name}</span>
        <span className={classes.rowTitle}>{title}</span>
        {hasLogic && <IconArrowsSplit2 size={13} className={classes.rowIcon} aria-label={t('outline.branches')} />}
        <MarkDot mark={mark} />
      </button>
    </RowFrame>
  );
});

interface PlainRowProps {
  icon: Icon;
  label: string;
  isSelected: boolean;
  mark: Mark | undefined;
  onOpen: () => void;
}

export function PlainRow({ icon: RowIcon, label, isSelected, mark, onOpen }: PlainRowProps) {
  return (
    <div className={`${classes.row} ${classes.plainRow}`} data-selected={isSelected || undefined}>
      <button type="button" className={classes.rowButton} data-outline="" aria-current={isSelected || undefined} onClick={onOpen}>
        <RowIcon size={16} stroke={1.6} className={classes.rowIcon} aria-hidden="true" />
        <span className={classes.rowTitle}>{label}</span>
        <MarkDot mark={mark} />
      </button>
    </div>
  );
}

/** A fault keeps the survey from being published, a hint does not. */
function MarkDot({ mark }: { mark: Mark | undefined }) {
  const { t } = useTranslation('survey-editor');
  if (mark === undefined) return null;
  const label = t(mark === 'fault' ? 'outline.hasFault' : 'outline.hasHint');
  return <span className={classes.dot} data-mark={mark} role="img" aria-label={label} title={label} />;
}
