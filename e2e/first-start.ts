import { startMomente } from './momente.ts';
import { openPrepared, prepareOnce } from './prepared-folders.ts';

/** Before the first test of a run: starts Momente for the first time, so that not every test file pays for it again. */
export async function setup(): Promise<(() => void) | undefined> {
  const forget = openPrepared();
  if (forget === null) return undefined;
  const momente = await startMomente();
  await prepareOnce('started', momente.dataFolder, async () => {
    const code = await momente.stop();
    if (code !== 0) throw new Error(`Momente ended with ${code} after its first start. It said:\n${momente.output()}`);
  });
  await momente.remove();
  return forget;
}
