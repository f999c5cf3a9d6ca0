import { Button, SegmentedControl, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../../ui/feedback/undo.tsx';
import { useCan } from '../../../../ui/session.tsx';
import type { Definition } from '../../definition.contract.ts';
import type { Survey } from '../../surveys.contract.ts';
import { type BrandTheme, defaultTheme, type Theme } from '../../looks/theme.contract.ts';
import { brandThemeQuery, pathOf, surveyQuery } from '../survey-queries.ts';
import { useEdit, useTongue } from './edit-context.ts';
import { PreviewFrame } from './PreviewFrame.tsx';
import { ThemeFields } from './ThemeFields.tsx';
import classes from './editor.module.css';

interface LookViewProps {
  definition: Definition;
  survey: Survey;
  /** Chosen for the brand and not saved yet; stays while one looks elsewhere in the editor. */
  brandDraft: Theme | null;
  /** Of this survey alone, as it was chosen last; null: that of the brand. */
  theme: Theme | null;
  onTheme: (theme: Theme | null) => void;
  onBrandDraft: (theme: Theme | null) => void;
}

/** Colours and shape: those of the brand, or of this survey alone; and how customers go through it. */
export function LookView({ definition, survey, brandDraft, onBrandDraft, theme, onTheme: setTheme }: LookViewProps) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const { language } = useTongue();
  const brand = useQuery(brandThemeQuery).data;
  const mayBrand = useCan('update', 'template');
  const saved = useSaved(survey.code);
  const shownBrand = brandDraft ?? brand?.theme ?? defaultTheme;
  const isOwn = theme !== null;
  const setLook = (change: Partial<Definition['look']>) => edit.change('step.look', { kind: 'survey', id: '' }, (before) => ({ ...before, look: { ...before.look, ...change } }));
  const choose = (own: boolean) => {
    const next = own ? shownBrand : null;
    setTheme(next);
    saved.survey.mutate(next);
  };
  return (
    <section className={classes.lookGrid} aria-label={t('view.look')}>
      <div className={classes.form}>
        <div>
          <h3 className={classes.groupTitle}>{t('look.colours')}</h3>
          <SegmentedControl size="xs" aria-label={t('look.whose')} value={isOwn ? 'own' : 'brand'} onChange={(chosen) => choose(chosen === 'own')} data={[{ value: 'brand', label: t('look.brand') }, { value: 'own', label: t('look.own') }]} />
          <p className={classes.soft}>{t(isOwn ? 'look.ownNote' : 'look.brandNote')}</p>
        </div>
        {saved.survey.isError && <div className={classes.inline} role="alert"><span className={classes.notSaved}>{t('look.notSaved')}</span><Button variant="default" size="xs" loading={saved.survey.isPending} onClick={() => saved.survey.mutate(theme)}>{t('save.again')}</Button></div>}
        {isOwn ? (
          <ThemeFields theme={theme} code={survey.code} onChange={(next) => { setTheme(next); saved.later(next); }} />
        ) : mayBrand ? (
          <>
            <ThemeFields theme={shownBrand} code={survey.code} isBrand onChange={onBrandDraft} />
            <div className={classes.inline}><Button size="xs" disabled={brandDraft === null} loading={saved.brand.isPending} onClick={() => saved.brand.mutate(shownBrand, { onSuccess: () => onBrandDraft(null) })}>{t('look.saveBrand')}</Button>{brandDraft !== null && <span className={classes.soft}>{t('look.brandUnsaved')}</span>}</div>
          </>
        ) : null}
        <fieldset className={classes.group}>
          <legend className={classes.groupTitle}>{t('look.way')}</legend>
          <Switch size="sm" label={t('look.progress')} checked={definition.look.showsProgress} onChange={(event) => setLook({ showsProgress: event.currentTarget.checked })} />
          <Switch size="sm" label={t('look.back')} checked={definition.look.allowsBack} onChange={(event) => setLook({ allowsBack: event.currentTarget.checked })} />
          <Switch size="sm" label={t('look.oneByOne')} checked={definition.look.isOneByOne} onChange={(event) => setLook({ isOneByOne: event.currentTarget.checked })} />
        </fieldset>
      </div>
      <PreviewFrame definition={definition} theme={theme ?? shownBrand} language={language} device="phone" widthPx={375} heightPx={740} scale={0.88} />
    </section>
  );
}

let laterTimer: ReturnType<typeof setTimeout> | undefined;

function useSaved(code: string) {
  const { t } = useTranslation('survey-editor');
  const queries = useQueryClient();
  const [tell, tellFailure] = [useTell(), useTellFailure()];
  const survey = useMutation({
    mutationFn: (theme: Theme | null) => api.patch<Survey>(pathOf(code), { body: { theme } }),
    onSuccess: (after) => queries.setQueryData(surveyQuery(code).queryKey, after),
    onError: tellFailure,
  });
  const brand = useMutation({
    mutationFn: (theme: Theme) => api.put<BrandTheme>('/api/brand-theme', { body: theme }),
    onSuccess: (after) => { queries.setQueryData(brandThemeQuery.queryKey, after); tell(t('look.brandSaved')); },
    onError: tellFailure,
  });
  /** A colour is dragged about: saved when the hand rests. */
  const later = (theme: Theme) => {
    clearTimeout(laterTimer);
    laterTimer = setTimeout(() => survey.mutate(theme), 600);
  };
  return { survey, brand, later };
}
