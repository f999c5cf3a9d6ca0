import { describe, expect, it } from 'vitest';
import { type FoldLink, type FoldNode, foldIdentity, type LinkRule, MAX_IDENTIFIERS } from './fold.logic.ts';
import type { IdentifierKind } from './identity.contract.ts';

const kind = (name: string, priority: number, limitPerCustomer: number, switches = false): [string, IdentifierKind] => [name, { kind: name, priority, limitPerCustomer, switches }];
const kinds = new Map([kind('userId', 100, 1), kind('email', 60, 5), kind('phone', 40, 5), kind('anonymousId', 10, 3, true)]);
const node = (id: string, standsAtMs: number | null = 1): FoldNode => ({ id, kind: { u: 'userId', e: 'email', p: 'phone', a: 'anonymousId' }[id[0] ?? ''] ?? 'other', namedAtMs: 1, standsAtMs });
const link = (fromId: string, intoId: string, atMs: number, rule: LinkRule = 'same_event'): FoldLink => ({ id: `${fromId}>${intoId}`, fromId, intoId, rule, atMs, removed: false });
const groups = (nodes: FoldNode[], links: FoldLink[]) => foldIdentity(nodes, links, kinds).customers.map((customer) => `${customer.id}:${customer.nodeIds.join(',')}`);

describe('foldIdentity', () => {
  it('makes one customer of a device, an address and a user named together, under the strongest of them', () => {
    expect(groups([node('a1'), node('e1', null), node('u1')], [link('a1', 'u1', 1), link('e1', 'u1', 1, 'trait')])).toEqual(['u1:a1,e1,u1']);
  });

  it('is transitive: a–b and b–c make one', () => {
    expect(groups([node('a1'), node('e1'), node('a2')], [link('e1', 'a1', 1), link('e1', 'a2', 2)])).toEqual(['e1:a1,a2,e1']);
  });

  it('lets a shared tablet switch from one user to the next instead of merging them', () => {
    const fold = foldIdentity([node('a1'), node('u1'), node('u2')], [link('a1', 'u1', 10), link('a1', 'u2', 20)], kinds);
    expect(fold.customers.map((customer) => customer.id)).toEqual(['u1', 'u2']);
    expect(fold.refused.get('a1>u2')).toBe('another_owner');
    expect(fold.spans).toEqual([
      { nodeId: 'a1', customerId: 'u1', fromMs: -Infinity, toMs: 20 },
      { nodeId: 'a1', customerId: 'u2', fromMs: 20, toMs: Infinity },
    ]);
  });

  it('does not melt two contracts of a family into one by their phone or address', () => {
    expect(groups([node('u1'), node('u2'), node('p1', null)], [link('p1', 'u1', 1, 'trait'), link('p1', 'u2', 2, 'trait')])).toEqual(['u1:p1,u1', 'u2:u2']);
    expect(groups([node('u1'), node('u2'), node('e1', null)], [link('e1', 'u1', 1, 'trait'), link('e1', 'u2', 2, 'trait')])).toEqual(['u1:e1,u1', 'u2:u2']);
    // without user ids: two addresses of their own and one phone
    expect(groups([node('a1'), node('a2'), node('e1'), node('e2'), node('p1')], [link('e1', 'a1', 1), link('e2', 'a2', 1), link('p1', 'a1', 2), link('p1', 'a2', 3)])).toEqual(['e1:a1,e1,p1', 'e2:a2,e2']);
  });

  it('keeps the earliest devices where there are more than the limit, and says which were refused', () => {
    const fold = foldIdentity([node('u1'), ...[1, 2, 3, 4].map((n) => node(`a${n}`))], [4, 2, 3, 1].map((n) => link(`a${n}`, 'u1', n)), kinds);
    expect(fold.customerOf.get('a3')).toBe('u1');
    expect(fold.customerOf.get('a4')).toBe('a4');
    expect([...fold.refused]).toEqual([['a4>u1', 'limit']]);
    expect(fold.spans).toEqual([]);
  });

  it('merges by hand against every limit, into the side that was asked for', () => {
    expect(groups([node('u1', 1), node('u2', 2)], [link('u1', 'u2', 9, 'manual')])).toEqual(['u2:u1,u2']);
    expect(foldIdentity([node('u1', 1), node('u2', 2)], [link('u1', 'u2', 9, 'manual')], kinds).customers[0]?.mergedFrom).toEqual(['u1']);
  });

  it('lets opposite merges end the same way whichever came first: with the customer known longer', () => {
    const both = [link('u1', 'u2', 9, 'manual'), link('u2', 'u1', 8, 'manual')];
    expect(groups([node('u1', 5), node('u2', 2)], both)).toEqual(['u2:u1,u2']);
    expect(groups([node('u2', 2), node('u1', 5)], both.toReversed())).toEqual(['u2:u1,u2']);
  });

  it('is exactly as before when a merge is removed', () => {
    const nodes = [node('u1'), node('u2'), node('a1')];
    const before = groups(nodes, [link('a1', 'u1', 1)]);
    expect(groups(nodes, [link('a1', 'u1', 1), { ...link('u1', 'u2', 9, 'manual'), removed: true }])).toEqual(before);
  });

  it('follows an alias to the new id, and ignores what an alias only guessed', () => {
    const guessed: FoldNode = { id: 'a9', kind: 'anonymousId', namedAtMs: null, standsAtMs: null };
    expect(groups([node('u1', 1), node('u2', 5), guessed], [link('u1', 'u2', 5, 'alias'), link('a9', 'u2', 5, 'alias')])).toEqual(['u2:a9,u1,u2']);
  });

  it('bounds what automatic links may pile up', () => {
    const nodes = [node('u0'), ...Array.from({ length: 10_000 }, (_, n) => node(`u${n + 1}`))];
    const fold = foldIdentity(nodes, nodes.slice(1).map((one, n) => link(one.id, 'u0', n, 'alias')), kinds);
    expect(fold.customers.find((customer) => customer.id === 'u0')?.nodeIds.length).toBe(MAX_IDENTIFIERS);
  });

  it('gives the same customers for any order of nodes and links, in 2,000 random clusters', () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const random = randomFrom(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      const nodes = ['u1', 'u2', 'u3', 'e1', 'e2', 'p1', 'a1', 'a2', 'a3', 'a4'].map((id) => node(id, random() < 0.3 ? null : Math.floor(random() * 5)));
      const rules: LinkRule[] = ['same_event', 'trait', 'same_event', 'alias', 'manual'];
      const links = Array.from({ length: 12 }, (_, n): FoldLink => ({ id: `l${n}`, fromId: pick(nodes).id, intoId: pick(nodes).id, rule: pick(rules), atMs: Math.floor(random() * 6), removed: random() < 0.1 })).filter((one) => one.fromId !== one.intoId);
      const shuffle = <T>(list: T[]): T[] => list.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key).map(({ value }) => value);
      const fold = foldIdentity(nodes, links, kinds);
      const again = foldIdentity(shuffle(nodes), shuffle(links), kinds);
      expect(again.customers, `seed ${seed}`).toEqual(fold.customers);
      expect(again.spans, `seed ${seed}`).toEqual(fold.spans);
    }
  });
});

function randomFrom(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0) / 4294967296;
  };
}
