import type { Definition } from '../../definition.contract.ts';

/** Where one gets to from a page, in the order in which it is decided. */
export interface Way {
  /** Absent: whenever nothing before it decided. */
  when?: string;
  to: { kind: 'page' | 'ending' | 'unknown'; id: string; index: number };
}
export interface Stop {
  id: string;
  index: number;
  /** Passed over unless this holds. */
  when?: string;
  ways: Way[];
  /** Questions of the page that are asked on a condition. */
  conditional: { id: string; when: string }[];
}

/** The pages and all ways between them: what the logic view draws. */
export function waysThrough({ pages, endings }: Definition): Stop[] {
  const target = (id: string): Way['to'] => {
    const page = pages.findIndex((one) => one.id === id);
    if (page >= 0) return { kind: 'page', id, index: page };
    const ending = endings.findIndex((one) => one.id === id);
    return ending >= 0 ? { kind: 'ending', id, index: ending } : { kind: 'unknown', id, index: -1 };
  };
  return pages.map((page, index) => {
    const next = pages[index + 1];
    const jumps = (page.jumps ?? []).map(({ when, to }): Way => ({ when, to: target(to) }));
    const onward: Way[] = next ? [{ to: { kind: 'page', id: next.id, index: index + 1 } }] : endings.map((ending, at): Way => ({ ...(ending.when !== undefined && { when: ending.when }), to: { kind: 'ending', id: ending.id, index: at } })).filter(({ when }, at, all) => when !== undefined || all.findIndex((way) => way.when === undefined) === at);
    const always = jumps.findIndex(({ when }) => when?.trim() === 'true');
    return {
      id: page.id, index, ...(page.when !== undefined && { when: page.when }),
      ways: always >= 0 ? jumps.slice(0, always + 1) : [...jumps, ...onward],
      conditional: page.questions.flatMap(({ id, when }) => (when === undefined ? [] : [{ id, when }])),
    };
  });
}
