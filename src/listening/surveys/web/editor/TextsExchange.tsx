import { Button, FileButton, Menu } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useDownload } from '../../../../ui/download.ts';
import { ErrorState } from '../../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Draft, TextsTaken } from '../../drafts/drafts.contract.ts';
import type { Survey } from '../../surveys.contract.ts';
import { pathOf } from '../survey-queries.ts';
import { useEdit } from './edit-context.ts';
import type { Autosave } from './useAutosave.ts';
import { useLanguageName } from './useLanguageName.ts';
import classes from './editor.module.css';

const formats = ['xliff', 'xliff2', 'csv'] as const;

/** Texts out to a translator, and back. What comes back is taken into the draft as a whole and can be undone. */
export function TextsExchange({ survey, autosave, base, other, onTaken }: { survey: Survey; autosave: Autosave; base: string; other: string | undefined; onTaken: (language: string) => void }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const download = useDownload();
  const nameOf = useLanguageName();
  const format = useFormat();
  const take = useMutation({
    mutationFn: async (file: File) => {
      const revision = await autosave.flush();
      const content = await file.text();
      const kind = /\.csv$/i.test(file.name) ? 'csv' : /version\s*=\s*["']2/.test(content.slice(0, 500)) ? 'xliff2' : 'xliff';
      const before = edit.now().languages;
      const taken = await api.put<TextsTaken>(`${pathOf(survey.code)}/texts`, { body: { revision, format: kind, content } });
      const draft = await api.get<Draft>(`${pathOf(survey.code)}/draft`);
      edit.replace(draft.definition, 'step.translations');
      autosave.adopt(draft.revision, draft.definition);
      const [language] = taken.languages;
      if (language !== undefined && language !== base) onTaken(language);
      return { ...taken, added: taken.languages.filter((tag) => !before.includes(tag)) };
    },
  });
  const target = other ?? base;
  return (
    <div>
      <div className={classes.exchange}>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target><Button variant="default" size="xs" leftSection={<IconDownload size={14} />}>{t('texts.out')}</Button></Menu.Target>
          <Menu.Dropdown>{formats.map((one) => <Menu.Item key={one} component="a" {...download(`${pathOf(survey.code)}/texts?format=${one}${one === 'csv' ? '' : `&language=${target}`}`)}>{t(`texts.${one}`, { language: nameOf(target) })}</Menu.Item>)}</Menu.Dropdown>
        </Menu>
        <FileButton accept=".xliff,.xlf,.xml,.csv" onChange={(file) => { if (file) take.mutate(file); }}>
          {(props) => <Button {...props} variant="default" size="xs" leftSection={<IconUpload size={14} />} loading={take.isPending}>{t('texts.in')}</Button>}
        </FileButton>
        <span className={classes.soft}>{t('texts.note')}</span>
      </div>
      {take.isError && <ErrorState error={take.error} />}
      {take.data && (
        <p className={classes.notice} role="status" data-tone={take.data.unknown.length + take.data.outdated.length + take.data.added.length > 0 ? 'below' : 'above'}>
          {t('texts.taken', { count: take.data.changed, languages: format.list(take.data.languages.map(nameOf)) })}
          {take.data.added.length > 0 && <> {t('texts.added', { count: take.data.added.length, languages: format.list(take.data.added.map(nameOf)) })}</>}
          {take.data.outdated.length > 0 && <> {t('texts.outdated', { count: take.data.outdated.length })}</>}
          {take.data.unknown.length > 0 && <> {t('texts.unknown', { count: take.data.unknown.length })}</>}
        </p>
      )}
    </div>
  );
}
