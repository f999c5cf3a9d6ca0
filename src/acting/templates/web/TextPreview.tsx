import { useTranslation } from 'react-i18next';
import type { TemplateLanguage, TemplatePreview } from '../templates.contract.ts';
import classes from './templates.module.css';

/** The text as a sample customer reads it; or what is wrong, each a way to its place. */
export function TextPreview({ preview, language, onGo }: { preview: TemplatePreview | undefined; language: TemplateLanguage; onGo: (line: number, column: number) => void }) {
  const { t } = useTranslation('templates');
  const problems = preview?.problems ?? [];
  return (
    <section aria-label={t('preview.title')} className={classes.stack}>
      <p className={classes.soft}>{t('preview.title')}</p>
      {problems.length > 0 && (
        <div role="alert">
          <p className={classes.soft}>{t('preview.problems', { count: problems.length })}</p>
          <ul className={classes.problems}>
            {problems.map(({ at, line, column, kind, name, problem }) => (
              <li key={`${at}:${line}:${column}`}>
                <button type="button" className={classes.problem} onClick={() => at === 'source' && onGo(line, column)}>
                  {at === 'source' ? t('preview.place', { line, column }) : t('edit.subject')}: {kind === 'unknown_variable' ? t('preview.unknown', { name }) : problem}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {/* Written by the server from Markdown: no tag of the source comes through (render-template.logic.ts). */}
      {problems.length === 0 && <div className={classes.preview} lang={language} aria-live="polite">{preview?.subjectLine && <p><strong>{preview.subjectLine}</strong></p>}<div dangerouslySetInnerHTML={{ __html: preview?.html ?? '' }} /></div>}
    </section>
  );
}
