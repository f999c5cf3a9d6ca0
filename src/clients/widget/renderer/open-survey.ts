// What survey.js offers to the widget's loader.
export { AnswersRefused } from './mount.types.ts';
export { mountSurvey } from './mount-survey.tsx';
