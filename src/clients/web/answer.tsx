// What a customer's phone loads under /s/…: the survey's page alone, a fifth of the weight of the whole.
import '../../ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AnswerPage } from '../../listening/surveys/web/answer/AnswerPage.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('answer.html has no #root');
createRoot(root).render(<StrictMode><AnswerPage /></StrictMode>);
