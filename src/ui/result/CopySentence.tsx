import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTell, useTellFailure } from '../feedback/undo.tsx';
import classes from './result.module.css';

/** Takes a finding along with what it rests on, for a mail or a slide. */
export function CopySentence({ text, title }: { text: string; title: string }) {
  const { t } = useTranslation('ui');
  const tell = useTell();
  const tellFailure = useTellFailure();
  return (
    <Tooltip label={t('result.copy')}>
      <ActionIcon className={`${classes.copy} m-no-print`} variant="subtle" color="gray" size="sm" aria-label={t('result.copyOf', { title })} onClick={() => void copy(text).then(() => tell(t('result.copied'))).catch(tellFailure)}>
        <IconCopy size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** The clipboard is there on https only; within a company's network many run without. */
async function copy(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const before = document.activeElement;
  const field = Object.assign(document.createElement('textarea'), { value: text, readOnly: true, className: 'm-hidden' });
  document.body.append(field);
  field.select();
  const hasCopied = document.execCommand('copy'); // deprecated, and the only way without https
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!hasCopied) throw new Error('the browser does not let the page copy');
}
