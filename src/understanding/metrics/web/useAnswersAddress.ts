import { useCan } from '../../../ui/session.tsx';
import { answersAddress, type ExploreState } from './explore-state.logic.ts';

/** The answers behind a figure; null also for those who may not read answers: they get no door that stays shut. */
export function useAnswersAddress(state: ExploreState): (place?: Parameters<typeof answersAddress>[1]) => string | null {
  const maySeeAnswers = useCan('read', 'answer');
  return (place) => (maySeeAnswers ? answersAddress(state, place) : null);
}
