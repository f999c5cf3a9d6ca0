import { mountSurvey } from './mount-survey.tsx'; console.log(mountSurvey, 'answer');
