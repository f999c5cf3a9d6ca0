import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { surveyKinds } from '../drafts/drafts.contract.ts';
import { templatesQuery } from './survey-queries.ts';
import classes from './surveys.module.css';

/** All templates by what they are for, each with its source; and the two ways without one. */
export function TemplateGallery({ onChoose }: { onChoose: (from: string) => void }) {
  const { t, i18n } = useTranslation('surveys');
  const templates = useQuery(templatesQuery);
  const isGerman = i18n.language === 'de';
  return (
    <>
      <div className={classes.startWays}>
        <button type="button" className={classes.startWay} onClick={() => onChoose('empty')}><IconPlus size={20} stroke={1.6} aria-hidden="true" /><span><strong>{t('new.empty')}</strong><span className={classes.soft}>{t('new.emptyNote')}</span></span></button>
        <button type="button" className={classes.startWay} onClick={() => onChoose('file')}><IconFileImport size={20} stroke={1.6} aria-hidden="true" /><span><strong>{t('new.file')}</strong><span className={classes.soft}>{t('new.fileNote')}</span></span></button>
      </div>
      <Loaded query={templates} skeleton={<TableSkeleton rows={6} />}>
        {(items) => surveyKinds.map((kind) => {
          const mine = items.filter((template) => template.kind === kind);
          return mine.length === 0 ? null : (
            <section key={kind} className={classes.gallerySection} aria-label={t(`kind.${kind}`)}>
              <h2 className={classes.galleryHead}>{t(`kind.${kind}`)}</h2>
              <div className={classes.gallery}>
                {mine.map(({ key, nameDe, nameEn, descriptionDe, descriptionEn, source, questions }) => (
                  <button key={key} type="button" className={classes.templateCard} onClick={() => onChoose(key)}>
                    <strong className={classes.templateName}>{isGerman ? nameDe : nameEn}</strong>
                    <span className={classes.templateText}>{isGerman ? descriptionDe : descriptionEn}</span>
                    <span className={classes.templateFoot}>{t('new.questions', { count: questions })} · {source.author}, {source.year}</span>
                  </button>
                ))}
              </div>
            </section>
          );
        })}
      </Loaded>
    </>
  );
}
