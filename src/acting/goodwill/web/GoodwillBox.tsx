import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useCan } from '../../../ui/session.tsx';
import { AllowanceLine } from './AllowanceLine.tsx';
import { BookingLine } from './BookingLine.tsx';
import { GiveForm } from './GiveForm.tsx';
import { allowanceQuery, caseBookingsQuery } from './goodwill-queries.ts';
import classes from './goodwill.module.css';

/** In a case: what I may still give, giving it, and what was given already. */
export function GoodwillBox({ caseId }: { caseId: string; customerId: string | null }) {
  const mayRead = useCan('read', 'goodwill');
  return mayRead ? <Box key={caseId} caseId={caseId} /> : null;
}

function Box({ caseId }: { caseId: string }) {
  const { t } = useTranslation('goodwill');
  const mayGive = useCan('create', 'goodwill');
  const [isOpen, setOpen] = useState(false);
  const allowance = useQuery({ ...allowanceQuery(caseId), enabled: mayGive });
  const bookings = useQuery(caseBookingsQuery(caseId));
  const hasKinds = (allowance.data?.kinds.length ?? 0) > 0;
  return (
    <section className={classes.box} aria-label={t('box.title')}>
      <div className={classes.boxHead}>
        <h3 className={classes.boxTitle}>{t('box.title')}</h3>
        {mayGive && hasKinds && !isOpen && <Button size="compact-sm" variant="light" onClick={() => setOpen(true)}>{t('box.give')}</Button>}
      </div>
      {mayGive && <Loaded query={allowance}>{(data) => (isOpen && hasKinds ? <GiveForm caseId={caseId} allowance={data} onClose={() => setOpen(false)} /> : <AllowanceLine allowance={data} />)}</Loaded>}
      {bookings.data && bookings.data.items.length > 0 && <ul className={classes.plain}>{bookings.data.items.map((booking) => <BookingLine key={booking.id} booking={booking} caseId={caseId} />)}</ul>}
    </section>
  );
}
