import { expect, it } from 'vitest';
import { nearestName } from './nearest-name.ts';

it('finds the name that was meant, or none', () => {
  const names = ['Region', 'recommend', 'q10', 'q1', 'Straße / Ort', 'id'];
  expect(['region', 'recomend', 'recommended', 'q 10', 'strasse', 'STRAßE ORT', 'weight', 'x', ''].map((said) => nearestName(said, names))).toEqual(['Region', 'recommend', 'recommend', 'q10', null, 'Straße / Ort', null, null, null]);
  // Half of a short name is another name.
  expect(nearestName('q2', names)).toBeNull();
});
