import { type ItemMoments, noMoments } from '../../kernel/stats/drivers/item-moments.ts';

/** Sums and the lower half of the products of all items, over customers of one part who answered all of them. */
export interface MomentRow {
  wave: number;
  part: number;
  n: number;
  sums: number[];
  /** Row by row: (1,1), (2,1), (2,2), (3,1) … */
  products: number[];
}

/** What the store added up, as the kernel takes it: the lower half of the products becomes the whole. */
export function momentsOfRow(items: readonly string[], { n, sums, products }: Pick<MomentRow, 'n' | 'sums' | 'products'>): ItemMoments {
  const moments = noMoments(items);
  const p = items.length;
  moments.n = n;
  moments.weight = n;
  moments.weightSq = n;
  moments.sums.set(sums);
  for (let i = 0; i < p; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const product = products[(i * (i + 1)) / 2 + j] ?? 0;
      moments.products[i * p + j] = product;
      moments.products[j * p + i] = product;
    }
  }
  return moments;
}
