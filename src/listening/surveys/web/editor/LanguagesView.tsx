import { useMemo, useState } from 'react';
import { ActionIcon, Button, Menu, Progress, Select, Switch } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../definition.contract.ts';
import type { Survey } from '../../surveys.contract.ts';
import { completeness, type TextPlace, textPlaces, withoutLanguage } from '../editing/text-places.logic.ts';
import { useEdit } from './edit-context.ts';
import { TextTable } from './TextTable.tsx';
import { TextsExchange } from './TextsExchange.tsx';
import type { Autosave } from './useAutosave.ts';
import { useLanguageName } from './useLanguageName.ts';
import classes from './editor.module.css';

const offered = ['de', 'en', 'fr', 'it', 'es', 'pt', 'nl', 'pl', 'cs', 'sk', 'hu', 'ro', 'bg', 'hr', 'sl', 'da', 'sv', 'no', 'fi', 'et', 'lv', 'lt', 'el', 'tr', 'uk', 'ru', 'ar', 'fa', 'zh', 'ja', 'ko', 'vi'];
const LANGUAGES_PER_SURVEY = 30;

/** All texts of two languages beside each other, and how complete each language is. */
export function LanguagesView({ definition, survey, autosave }: { definition: Definition; survey: Survey; autosave: Autosave }) {
  const { t } = useTranslation('survey-editor');
  const nameOf = useLanguageName();
  const { languages } = definition;
  const [base = 'en'] = languages;
  const [wanted, setWanted] = useState<string | null>(null);
  const [isMissingOnly, setMissingOnly] = useState(false);
  const other = wanted !== null && languages.includes(wanted) && wanted !== base ? wanted : languages[1];
  const places = useMemo(() => textPlaces(definition), [definition]);
  // Which texts are missing is decided when the switch is turned: a row does not vanish while one types in it.
  const [missingAt, setMissingAt] = useState<ReadonlySet<string>>(new Set());
  const missingOf = (place: TextPlace) => other !== undefined && (place.words[other] ?? '').trim() === '';
  const choose = (isOn: boolean, at: string | undefined = other) => {
    setMissingAt(new Set(places.filter((place) => at !== undefined && (place.words[at] ?? '').trim() === '').map((place) => place.at)));
    setMissingOnly(isOn);
  };
  const shown = isMissingOnly ? places.filter((place) => missingAt.has(place.at) || missingOf(place)) : places;
  return (
    <section aria-label={t('view.languages')}>
      <div className={classes.languages}>
        {completeness(places, languages).map(({ language, done, all }) => <LanguageCard key={language} language={language} done={done} all={all} base={base} isOnly={languages.length === 1} />)}
        <AddLanguage languages={languages} />
      </div>
      <TextsExchange survey={survey} autosave={autosave} base={base} other={other} onTaken={setWanted} />
      {other === undefined ? <p className={classes.viewNote}>{t('language.single')}</p> : (
        <>
          <div className={classes.textsHead}>
            {languages.length > 2 && <Select size="xs" aria-label={t('language.beside')} allowDeselect={false} data={languages.slice(1).map((tag) => ({ value: tag, label: nameOf(tag) }))} value={other} onChange={(tag) => { setWanted(tag); choose(isMissingOnly, tag ?? undefined); }} />}
            <Switch size="sm" label={t('language.missingOnly')} checked={isMissingOnly} onChange={(event) => choose(event.currentTarget.checked)} />
          </div>
          {shown.length === 0 ? <p className={classes.viewNote}>{t('language.complete', { language: nameOf(other) })}</p> : <TextTable places={shown} definition={definition} base={base} other={other} />}
        </>
      )}
    </section>
  );
}

function LanguageCard({ language, done, all, base, isOnly }: { language: string; done: number; all: number; base: string; isOnly: boolean }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const nameOf = useLanguageName();
  const name = nameOf(language);
  const here = { kind: 'survey' as const, id: '' };
  return (
    <div className={classes.language}>
      <div className={classes.languageHead}>
        <strong>{name}</strong>
        {language === base ? <span className={classes.soft}>{t('language.base')}</span> : (
          <span>
            <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('language.makeBase', { language: name })} title={t('language.makeBase', { language: name })} onClick={() => edit.change('step.language', here, (before) => ({ ...before, languages: [language, ...before.languages.filter((tag) => tag !== language)] }))}><IconArrowUp size={14} /></ActionIcon>
            <ActionIcon variant="subtle" color="gray" size={26} disabled={isOnly} aria-label={t('language.remove', { language: name })} title={t('language.remove', { language: name })} onClick={() => edit.change('step.languageRemoved', here, (before) => withoutLanguage(before, language))}><IconTrash size={14} /></ActionIcon>
          </span>
        )}
      </div>
      <Progress size="sm" value={all === 0 ? 100 : (100 * done) / all} aria-label={t('language.doneOf', { language: name, done, all })} />
      <span className={classes.soft}>{done === all ? t('language.allDone') : t('language.missing', { count: all - done })}</span>
    </div>
  );
}

function AddLanguage({ languages }: { languages: readonly string[] }) {
  const { t } = useTranslation('survey-editor');
  const edit = useEdit();
  const nameOf = useLanguageName();
  const left = offered.filter((tag) => !languages.includes(tag)).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const add = (tag: string) => edit.change('step.languageAdded', { kind: 'survey', id: '' }, (before) => ({ ...before, languages: [...before.languages, tag] }));
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target><Button variant="subtle" className={classes.addLanguage ?? ''} leftSection={<IconPlus size={15} />} disabled={languages.length >= LANGUAGES_PER_SURVEY}>{t('language.add')}</Button></Menu.Target>
      <Menu.Dropdown className={classes.languageMenu ?? ''}>{left.map((tag) => <Menu.Item key={tag} onClick={() => add(tag)}>{nameOf(tag)}</Menu.Item>)}</Menu.Dropdown>
    </Menu>
  );
}
