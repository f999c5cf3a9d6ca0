import type { CustomerPromise, PromiseState } from '../promises.contract.ts';

/** The state in the words of the clock. */
export function clockState(state: PromiseState): 'open' | 'late' | 'kept' | 'keptLate' | 'withdrawn' {
  return state === 'kept_late' ? 'keptLate' : state;
}

/** Which instant of a promise matters in its state, and the sentence for it. */
export function timeWords({ state, dueAt, keptAt, withdrawnAt }: Pick<CustomerPromise, 'state' | 'dueAt' | 'keptAt' | 'withdrawnAt'>): { key: 'due' | 'late' | 'kept' | 'keptLate' | 'withdrawn'; at: string } {
  if (state === 'open') return { key: 'due', at: dueAt };
  if (state === 'late') return { key: 'late', at: dueAt };
  if (state === 'withdrawn') return { key: 'withdrawn', at: withdrawnAt ?? dueAt };
  return { key: state === 'kept' ? 'kept' : 'keptLate', at: keptAt ?? dueAt };
}
