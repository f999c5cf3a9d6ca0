import { useEffect, useRef } from 'react';
import { IconEye, IconPencil } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useSession } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { PresentPerson } from '../../../cases/cases.contract.ts';
import { casePath, presenceKey, presenceQuery } from '../../../cases/web/case-queries.ts';
import classes from './conversation.module.css';

const BEAT_MS = 10_000;

/** Who else has this case open, and who is writing. Also tells the others that we are here. */
export function PresenceBar({ caseId, isTyping }: { caseId: string; isTyping: boolean }) {
  const { t } = useTranslation('desk');
  const { user, viewsAs } = useSession();
  const format = useFormat();
  const people = (useQuery(presenceQuery(caseId)).data ?? []).filter(({ id }) => id !== user.id);
  useTellPresence({ caseId, isTyping, isTold: viewsAs === undefined });
  const typing = people.filter((person) => person.isTyping).map(({ name }) => name);
  const looking = people.filter((person) => !person.isTyping).map(({ name }) => name);
  const words = [
    ...(typing.length > 0 ? [t('presence.typing', { count: typing.length, names: format.list(typing) })] : []),
    ...(looking.length > 0 ? [t('presence.looking', { count: looking.length, names: format.list(looking) })] : []),
  ];
  return (
    <div role="status">
      {words.length > 0 && <div className={classes.present}>{typing.length > 0 ? <IconPencil size={15} stroke={1.7} aria-hidden="true" /> : <IconEye size={15} stroke={1.7} aria-hidden="true" />}<span>{words.join(' · ')}</span></div>}
    </div>
  );
}

/** Somebody who looks through another role leaves no trace. */
function useTellPresence({ caseId, isTyping, isTold }: { caseId: string; isTyping: boolean; isTold: boolean }): void {
  const queries = useQueryClient();
  const typing = useRef(isTyping);
  useEffect(() => {
    if (!isTold) return;
    const tell = (body: { isTyping: boolean; isLeaving?: boolean }) => {
      // Not worth a word when it fails: the next beat comes in seconds.
      api.put<{ people: PresentPerson[] }>(`${casePath(caseId)}/presence`, { body, timeoutMs: BEAT_MS }).then(({ people }) => queries.setQueryData(presenceKey(caseId), people), () => undefined);
    };
    tell({ isTyping: typing.current });
    const beat = setInterval(() => {
      if (document.visibilityState === 'visible') tell({ isTyping: typing.current });
    }, BEAT_MS);
    return () => {
      clearInterval(beat);
      tell({ isTyping: false, isLeaving: true });
    };
  }, [caseId, isTold, queries]);
  useEffect(() => {
    if (typing.current === isTyping) return;
    typing.current = isTyping;
    if (isTold) void api.put(`${casePath(caseId)}/presence`, { body: { isTyping }, timeoutMs: BEAT_MS }).catch(() => undefined);
  }, [caseId, isTyping, isTold]);
}
