import { expect, test } from 'vitest';
import { sendTest } from '../acting/channels/channels.actions.ts';
import { listChannels } from '../acting/channels/channel-settings.actions.ts';
import { openTestContext } from '../platform/testing/test-storage.ts';
import { startNeighbours } from './neighbours.ts';

test('the demo company can send mails, which end on this machine, also after a restart', async () => {
  const context = await openTestContext();
  try {
    const first = await startNeighbours(context);
    await first.stop();
    const second = await startNeighbours(context);
    expect((await listChannels(context)).filter(({ isReady }) => isReady).map(({ channel }) => channel)).toEqual(expect.arrayContaining(['mail', 'letter', 'phone']));
    expect(await sendTest(context, 'mail', { to: 'jana@nordfunk-kunde.example', language: 'de' })).toMatchObject({ kind: 'handed' });
    await second.stop();
  } finally {
    await context.close();
  }
});
