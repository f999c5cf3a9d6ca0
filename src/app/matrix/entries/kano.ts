import type { Entries } from '../entry.ts';
import { FOREIGN_MARK, foreign, own, type World } from '../world.ts';

async function newBoard(world: World, touchpoint: string, name: string): Promise<string> {
  const code = `kano_${world.next()}`;
  await world.api('POST', '/api/surveys', { code, touchpoint, nameDe: name, nameEn: name, template: 'kano', publish: true });
  return code;
}

export const kanoEntries: Entries = {
  'GET /api/kano': { foreign: 'lists own surveys only' },
  'GET /api/kano/:survey': {
    call: async (world) => ({ params: { survey: await newBoard(world, own.touchpoint, 'Merkmale') } }),
    foreign: async (world) => ({ params: { survey: await newBoard(world, foreign.touchpoint, FOREIGN_MARK) } }),
  },
};
