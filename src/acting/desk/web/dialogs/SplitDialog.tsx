import { useState } from 'react';
import { Checkbox, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../../ui/feedback/undo.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Case } from '../../../cases/cases.contract.ts';
import { casePath, entriesQuery } from '../../../cases/web/case-queries.ts';
import { useCaseDeeds } from '../useCaseDeeds.ts';
import classes from './dialogs.module.css';

/** Two matters in one conversation: the chosen messages go on as a case of their own. */
export function SplitDialog({ caseOf, onClose, onGo }: { caseOf: Case; onClose: () => void; onGo: (caseId: string) => void }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const tell = useTell();
  const { renew } = useCaseDeeds(caseOf);
  const [chosen, setChosen] = useState<string[]>([]);
  const [subjectLine, setSubjectLine] = useState('');
  const said = (useInfiniteQuery(entriesQuery(caseOf.id)).data?.pages.flatMap((page) => page.items) ?? []).filter(({ kind }) => kind !== 'event').toReversed();
  const split = async () => {
    const made = await api.post<{ id: string; number: string }>(`${casePath(caseOf.id)}/split`, { body: { entryIds: chosen, subjectLine: subjectLine.trim() } });
    await renew();
    tell(t('split.done', { number: made.number }));
    onGo(made.id);
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('split.title')} confirmLabel={t('split.confirm')} isBlocked={chosen.length === 0 || subjectLine.trim() === ''} onConfirm={split}>
      <Stack gap="sm">
        <TextInput label={t('split.subject')} value={subjectLine} maxLength={500} data-autofocus onChange={(event) => setSubjectLine(event.currentTarget.value)} />
        <Checkbox.Group label={t('split.which')} value={chosen} onChange={setChosen}>
          <div className={classes.entries}>
            {said.map((entry) => (
              <Checkbox key={entry.id} value={entry.id} label={<><strong>{entry.author.kind === 'customer' ? (caseOf.customerName ?? entry.author.label) : entry.author.label}</strong> · {format.dateTime(entry.at)}<span className={classes.excerpt}>{entry.text.slice(0, 160)}</span></>} />
            ))}
          </div>
        </Checkbox.Group>
      </Stack>
    </Confirm>
  );
}
