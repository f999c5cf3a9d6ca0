import type { SlicePages } from '../../../ui/pages.ts';
import editorDe from './survey-editor.de.json' with { type: 'json' };
import editorEn from './survey-editor.en.json' with { type: 'json' };
import de from './surveys.de.json' with { type: 'json' };
import en from './surveys.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'survey' };
const create = { action: 'create', subject: 'survey' };

export const surveysPages: SlicePages = {
  namespace: 'surveys',
  translations: { de, en },
  pages: [
    { path: '/listening', title: 'list.title', permission: read, nav: { section: 'listening', order: 1, label: 'list.title' }, load: () => import('./SurveysPage.tsx').then((module) => module.SurveysPage) },
    { path: '/listening/new-survey', title: 'new.title', permission: create, load: () => import('./NewSurveyPage.tsx').then((module) => module.NewSurveyPage) },
    { path: '/listening/surveys/$surveyCode', title: 'one.title', permission: read, load: () => import('./SurveyPage.tsx').then((module) => module.SurveyPage) },
  ],
  actions: [{ id: 'surveys.new', label: 'list.new', keywords: 'list.newKeywords', to: '/listening/new-survey', permission: create }],
};

/** The words of the editor: most of the slice's. Its pages are those above. */
export const surveyEditorWords: SlicePages = { namespace: 'survey-editor', translations: { de: editorDe, en: editorEn }, pages: [] };
