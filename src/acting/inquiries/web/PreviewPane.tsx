import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import type { InquiryPreview } from '../inquiries.contract.ts';
import { useDepartmentName } from './InquiryLine.tsx';
import classes from './inquiries.module.css';

/** Exactly what the other side sees, and a warning where the question itself names somebody. */
export function PreviewPane({ preview, isSending, error, onBack, onSend }: { preview: InquiryPreview; isSending: boolean; error: Error | null; onBack: () => void; onSend: () => void }) {
  const { t } = useTranslation('inquiries');
  const nameOf = useDepartmentName();
  return (
    <div className={classes.stack}>
      <p className={classes.text}>{t('preview.intro', { to: nameOf(preview.to) })}</p>
      {preview.named.length > 0 && <p className={classes.warning} role="alert">{t('preview.named', { fields: preview.named.map((field) => t(`field.${field}`)).join(', ') })}</p>}
      <div className={classes.sheet} lang={preview.language} role="group" aria-label={t('preview.label')}>
        <p className={classes.sheetSubject}>{preview.subjectLine}</p>
        <p className={classes.words}>{preview.text}</p>
        {preview.shared.length > 0 && !preview.text.includes(preview.shared[0]?.value ?? '\0') && (
          <dl className={classes.pairs}>{preview.shared.map(({ field, label, value }) => <div key={field}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
        )}
      </div>
      {error !== null && <ErrorState error={error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onBack}>{t('preview.back')}</Button>
        <Button loading={isSending} onClick={onSend} data-autofocus>{t('preview.send')}</Button>
      </Group>
    </div>
  );
}
