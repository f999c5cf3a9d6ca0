import { createContext, useContext } from 'react';

/** Of the survey that is open: pictures and files belong to it. */
export const SurveyCodeContext = createContext('');
export const useSurveyCode = (): string => useContext(SurveyCodeContext);
