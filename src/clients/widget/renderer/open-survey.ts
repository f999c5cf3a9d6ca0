export { mountSurvey } from './mount-survey.tsx';
