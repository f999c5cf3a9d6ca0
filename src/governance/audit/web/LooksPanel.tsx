import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { looksQuery } from './audit-queries.ts';
import { useEntryWords } from './useEntryWords.ts';
import classes from './audit.module.css';

const SHOWN = 5;

/** Who looked at this customer, by day; asked for only when somebody wants to know. */
export function LooksPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const { actorName, subjectName } = useEntryWords();
  const [isOpen, setOpen] = useState(false);
  const [isAll, setAll] = useState(false);
  const looks = useQuery({ ...looksQuery(customerId), enabled: isOpen });
  if (!isOpen) return <Button variant="default" size="xs" onClick={() => setOpen(true)}>{t('looks.show')}</Button>;
  return (
    <Loaded query={looks} isEmpty={({ items }) => items.length === 0} empty={<p className={classes.soft}>{t('looks.none')}</p>}>
      {({ items }) => (
        <>
          <ul className={classes.looks}>
            {items.slice(0, isAll ? undefined : SHOWN).map((look) => (
              <li key={`${look.actor.kind} ${look.actor.id} ${look.on}`}>
                <span className={classes.strong}>{actorName({ kind: look.actor.kind, label: look.actor.label ?? '' })}</span>
                <span className={classes.soft}>{format.dateTime(look.lastAt)} · {t('looks.count', { count: look.looks })} · {format.list(look.subjects.map(subjectName))}</span>
              </li>
            ))}
          </ul>
          <p className={classes.looksEnd}>
            {items.length > SHOWN && !isAll && <Button variant="default" size="xs" onClick={() => setAll(true)}>{t('looks.all', { count: items.length })}</Button>}
            <AppLink to={`/settings/audit?customer=${customerId}`}>{t('looks.toAudit')}</AppLink>
          </p>
        </>
      )}
    </Loaded>
  );
}
