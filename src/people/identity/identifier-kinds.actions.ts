import type { Context } from '../../platform/context.ts';
import { writeWithHistory } from '../../platform/storage/journal.ts';
import type { IdentifierKind } from './identity.contract.ts';
import { forgetKinds, loadKinds } from './identity.actions.ts';
import { listIdentifierKinds, listLinkedNodes, lockIdentity, saveIdentifierKind } from './identity.queries.ts';
import { refold } from './refold.actions.ts';

const CLUSTERS_AT_ONCE = 2_000;

/** Changes limits and priorities, and folds everybody again who has more than one identifier. */
export async function changeIdentifierKinds(context: Context, kinds: readonly IdentifierKind[]): Promise<IdentifierKind[]> {
  await context.db.transaction().execute(async (tx) => {
    await lockIdentity(tx);
    for (const kind of kinds) await saveIdentifierKind(tx, kind);
  });
  forgetKinds(context);
  for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null; ) {
    const from: string = after;
    after = await writeWithHistory(context, async (tx, journal) => {
      await lockIdentity(tx);
      const nodeIds = await listLinkedNodes(tx, from, CLUSTERS_AT_ONCE);
      await refold(tx, journal, nodeIds, await loadKinds(context, tx));
      return nodeIds.at(-1) ?? null;
    });
  }
  return listIdentifierKinds(context.db);
}
