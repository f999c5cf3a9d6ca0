import { Problem } from '../../kernel/problem.ts';
import type { Context } from '../../platform/context.ts';
import { readPurposes } from '../../people/consent/customer-consents.actions.ts';
import { findSettings, listCaps, saveCaps, saveSettings } from './message-settings.queries.ts';
import type { MessageSettings } from './messages.contract.ts';

export async function readMessageSettings({ db }: Context): Promise<MessageSettings> {
  const [settings, caps] = await Promise.all([findSettings(db), listCaps(db)]);
  return { ...settings, caps };
}

/** @throws request.invalid for a purpose that does not exist */
export async function saveMessageSettings(context: Context, { caps, ...settings }: MessageSettings): Promise<MessageSettings> {
  const known = new Set((await readPurposes(context)).map(({ key }) => key));
  const unknown = caps.findIndex(({ purpose }) => !known.has(purpose));
  if (unknown >= 0) throw new Problem('request.invalid', 'There is no purpose with this key.', {}, [{ at: `body.caps[${unknown}].purpose`, reason: 'is not known' }]);
  await context.db.transaction().execute(async (tx) => {
    await saveSettings(tx, settings);
    await saveCaps(tx, caps);
  });
  return readMessageSettings(context);
}
