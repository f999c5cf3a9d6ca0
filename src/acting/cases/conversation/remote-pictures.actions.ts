import { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../../platform/context.ts';
import type { Actor } from '../../../platform/http/access.ts';
import { fetchOutside } from '../../../platform/outgoing/fetch-outside.ts';
import { findEntryHtml } from './entries.queries.ts';
import { refuseInvisible } from '../list/list-cases.actions.ts';
import { pictureTypeOf, showsPicture } from './remote-pictures.logic.ts';

const MAX_PICTURE_BYTES = 5_000_000;
const TIMEOUT_MS = 8_000;

/**
 * A picture that a mail takes from elsewhere, for somebody who asked to see it. The server fetches it, so that the sender
 * learns neither address nor browser of the reader; only addresses that this mail names, and nothing that is no picture.
 * @throws case.not_found, case.entry_not_found, and what fetchOutside throws
 */
export async function readRemotePicture(context: Context, actor: Actor, caseId: string, { entryId, src }: { entryId: string; src: string }): Promise<{ mediaType: string; content: Buffer }> {
  await refuseInvisible(context, actor, caseId);
  const html = await findEntryHtml(context.db, caseId, entryId);
  if (html === null || !showsPicture(html, src)) throw new Problem('case.entry_not_found', 'This message shows no such picture.', { id: entryId });
  const { status, body } = await fetchOutside(src, { headers: { accept: 'image/png, image/jpeg, image/gif, image/webp' }, timeoutMs: TIMEOUT_MS, maxBytes: MAX_PICTURE_BYTES }, context.settings);
  const mediaType = status === 200 ? pictureTypeOf(body) : null;
  if (mediaType === null) throw new Problem('outside.unreachable', 'There is no picture at this address.', { status });
  return { mediaType, content: body };
}
