import { useState } from 'react';
import { Button, FileButton, SegmentedControl } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { foreignFormats, type ImportedDefinition } from '../drafts/drafts.contract.ts';
import { guessFormat } from './guess-format.logic.ts';
import classes from './surveys.module.css';

class NotJson extends Error {}

/** A definition made elsewhere. The format is seen in the file; it can be said where that fails. */
export function ImportStart({ onRead }: { onRead: (imported: ImportedDefinition) => void }) {
  const { t } = useTranslation('surveys');
  const [chosen, setChosen] = useState<string>('auto');
  const read = useMutation({
    mutationFn: async (file: File) => {
      const document = parse(await file.text());
      const format = foreignFormats.find((one) => one === chosen) ?? guessFormat(document);
      return api.post<ImportedDefinition>('/api/survey-definitions/import', { body: { format, document } });
    },
    onSuccess: onRead,
  });
  return (
    <div className={classes.importStart}>
      <p className={classes.startText}>{t('import.text')}</p>
      <SegmentedControl aria-label={t('import.format')} value={chosen} onChange={setChosen} data={[{ value: 'auto', label: t('import.auto') }, ...foreignFormats.map((format) => ({ value: format, label: t(`import.${format}`) }))]} />
      <FileButton accept=".json,application/json" onChange={(file) => { if (file) read.mutate(file); }}>
        {(props) => <Button {...props} leftSection={<IconFileImport size={16} />} loading={read.isPending}>{t('import.choose')}</Button>}
      </FileButton>
      {read.isError && (read.error instanceof NotJson ? <p role="alert" className={classes.importFault}>{t('import.notJson')}</p> : <ErrorState error={read.error} />)}
    </div>
  );
}

function parse(text: string): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return { ...document };
  } catch {
    // Said below, with the other ways of not being a definition.
  }
  throw new NotJson();
}

/** What was taken over, and what was not or not wholly. */
export function ImportReport({ imported: { report, questions } }: { imported: ImportedDefinition }) {
  const { t, i18n } = useTranslation('surveys');
  return (
    <section aria-label={t('import.report')}>
      <p className={classes.startText}>{t('import.taken', { taken: questions.taken, found: questions.found })} {t(report.length === 0 ? 'import.allFits' : 'import.remarks')}</p>
      {report.length > 0 && (
        <ul className={classes.remarks}>
          {report.map(({ at, name, effect, reasonDe, reasonEn }) => (
            <li key={`${at} ${name} ${effect} ${reasonEn}`}><Tag tone={effect === 'left_out' ? 'below' : 'neutral'}>{t(`import.effect_${effect}`)}</Tag> <strong>{name || at}</strong><br /><span className={classes.soft}>{i18n.language === 'de' ? reasonDe : reasonEn}</span></li>
          ))}
        </ul>
      )}
    </section>
  );
}
