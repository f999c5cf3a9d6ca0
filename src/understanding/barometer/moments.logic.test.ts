import { describe, expect, it } from 'vitest';
import { momentsOfRow } from './moments.logic.ts';

describe('sums of a store', () => {
  it('become the kernel’s moments, whole from half', () => {
    const moments = momentsOfRow(['a', 'b'], { n: 2, sums: [3, 7], products: [5, 11, 25] });
    expect([...moments.products]).toEqual([5, 11, 11, 25]);
    expect(moments).toMatchObject({ n: 2, weight: 2, weightSq: 2 });
  });
});
