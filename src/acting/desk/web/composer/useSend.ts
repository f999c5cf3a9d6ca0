import { useCallback, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { newId } from '../../../../clients/sdk/new-id.ts';
import { api } from '../../../../ui/api.ts';
import { useTell, useTellFailure } from '../../../../ui/feedback/undo.tsx';
import { ProblemError } from '../../../../ui/problem.ts';
import type { Case, ContactInput, NoteInput, repliedSchema, ReplyInput } from '../../../cases/cases.contract.ts';
import { casePath, entriesQuery, refreshCase } from '../../../cases/web/case-queries.ts';
import type { ComposerMode } from './drafts.ts';
import type { Written } from './RichEditor.tsx';

export type NextStatus = NonNullable<ReplyInput['status']>;
type Replied = z.infer<typeof repliedSchema>;

export interface Sending {
  mode: ComposerMode;
  written: Written;
  attachmentIds: string[];
  channel: string;
  direction: 'inbound' | 'outbound';
  /** Newest entry that the writer has taken note of. */
  seenId: string | null;
  status?: NextStatus | undefined;
}

export type SendResult = 'sent' | 'answered_meanwhile' | 'failed';

/** Sends an answer, keeps a note or writes down a call. The same text is never sent twice, however often somebody clicks. */
export function useSend(caseOf: Case) {
  const { t } = useTranslation('desk');
  const queries = useQueryClient();
  const tell = useTell();
  const tellFailure = useTellFailure();
  const [isSending, setSending] = useState(false);
  const path = casePath(caseOf.id);
  const isUnderWay = useRef(false);
  const lastKey = useRef({ body: '', key: '' });
  const send = useCallback(async (sending: Sending): Promise<SendResult> => {
    if (isUnderWay.current) return 'failed';
    isUnderWay.current = true;
    setSending(true);
    // The same words again, after an answer that got lost on the way, are known to the server by the same key.
    const body = JSON.stringify(sending);
    if (lastKey.current.body !== body) lastKey.current = { body, key: newId() };
    try {
      await post(path, { ...sending, idempotencyKey: lastKey.current.key }, (skipped) => { if (skipped) tellFailure(new ProblemError({ code: 'message.skipped', status: 422, title: skipped, details: { reason: skipped } })); else tell(t(`compose.done.${sending.mode}`)); });
      return 'sent';
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'case.answered_meanwhile') {
        await queries.invalidateQueries({ queryKey: entriesQuery(caseOf.id).queryKey });
        return 'answered_meanwhile';
      }
      tellFailure(error);
      return 'failed';
    } finally {
      isUnderWay.current = false;
      setSending(false);
      void refreshCase(queries, caseOf.id);
    }
  }, [path, queries, caseOf.id, t, tell, tellFailure]);
  return { send, isSending };
}

type Posting = Sending & { idempotencyKey: string };

async function post(path: string, { mode, written, attachmentIds, channel, direction, seenId, status, idempotencyKey }: Posting, onDone: (skipped: string | null) => void): Promise<void> {
  if (mode === 'note') {
    const body: NoteInput = { text: written.text, html: written.html, mentions: written.mentions, attachmentIds };
    await api.post(`${path}/notes`, { body, idempotencyKey });
    onDone(null);
  } else if (mode === 'call') {
    const body: ContactInput = { channel: 'call_center', direction, text: written.text, ...(status ? { status } : {}) };
    await api.post(`${path}/contacts`, { body, idempotencyKey });
    onDone(null);
  } else {
    const body = { html: written.html, text: written.text, attachmentIds, ...(channel === '' ? {} : { channel }), ...(seenId ? { sinceEntryId: seenId } : {}), ...(status ? { status } : {}) };
    const { skipped } = await api.post<Replied>(`${path}/replies`, { body, idempotencyKey });
    onDone(skipped);
  }
}
