import type { SlicePages } from '../../../ui/pages.ts';
import de from './surveys.de.json' with { type: 'json' };
import en from './surveys.en.json' with { type: 'json' };

const read = { action: 'read', subject: 'survey' };
const create = { action: 'create', subject: 'survey' };

export const surveysPages: SlicePages = {
  namespace: 'surveys',
  translations: { de, en },
  pages: [
    { path: '/listening', title: 'list.title', permission: read, nav: { section: 'listening', order: 1, label: 'list.title' }, load: () => import('./SurveysPage.tsx').then((module) => module.SurveysPage) },
    { path: '/listening/new-survey', title: 'one.newTitle', permission: create, load: () => import('./NewSurveyPage.tsx').then((module) => module.NewSurveyPage) },
    { path: '/listening/surveys/$surveyCode', title: 'one.title', permission: read, load: () => import('./SurveyPage.tsx').then((module) => module.SurveyPage) },
    { path: '/s/$surveyCode', title: 'one.title', standsAlone: true, load: () => import('./answer/AnswerPage.tsx').then((module) => module.AnswerPage) },
  ],
  actions: [{ id: 'surveys.new', label: 'list.new', keywords: 'list.newKeywords', to: '/listening/new-survey', permission: create }],
};
