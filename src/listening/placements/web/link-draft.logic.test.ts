import { describe, expect, it } from 'vitest';
import { linksInputSchema } from '../../responses/links/links.contract.ts';
import { emptyLinkDraft, isLinkReady, linkBody } from './link-draft.logic.ts';

describe('a link that is drafted', () => {
  it('is good for one answer, for somebody, or for many', () => {
    expect(linkBody({ ...emptyLinkDraft, count: 3 })).toEqual({ count: 3, isSingleUse: true });
    expect(linkBody({ ...emptyLinkDraft, kind: 'many', count: 3, name: ' Newsletter ' })).toEqual({ count: 1, isSingleUse: false, name: 'Newsletter' });
    expect(linkBody({ ...emptyLinkDraft, kind: 'person', value: ' eva@example.com ', isRepeatable: true })).toEqual({ identifier: { kind: 'email', value: 'eva@example.com' }, isSingleUse: false });
  });

  it('takes along what was filled in, and the API understands it', () => {
    const body = linkBody({ ...emptyLinkDraft, language: 'de', expiresOn: '2026-12-31', withPin: true, hidden: { ticket: ' 4711 ', shop: ' ' } });
    expect(body).toMatchObject({ language: 'de', withPin: true, hidden: { ticket: '4711' } });
    expect(linksInputSchema.safeParse(body).success).toBe(true);
  });

  it('waits for whom it is for', () => {
    expect(isLinkReady({ ...emptyLinkDraft, kind: 'person' })).toBe(false);
    expect(isLinkReady({ ...emptyLinkDraft, kind: 'person', value: '4711' })).toBe(true);
  });
});
