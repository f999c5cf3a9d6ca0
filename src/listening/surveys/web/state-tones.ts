import type { SurveyState } from '../surveys.contract.ts';

/** Only an open survey stands out. */
export const stateTones: Record<SurveyState, 'neutral' | 'accent'> = { draft: 'neutral', scheduled: 'neutral', open: 'accent', closed: 'neutral', archived: 'neutral' };
