import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { useCan } from '../../../ui/session.tsx';
import { AskDialog } from './AskDialog.tsx';
import { InquiryLine } from './InquiryLine.tsx';
import { caseInquiriesQuery } from './inquiry-queries.ts';
import classes from './inquiries.module.css';

/** In a case: what partners and other departments were asked, and what they answered. */
export function InquiryBox({ caseId }: { caseId: string; customerId: string | null }) {
  const mayRead = useCan('read', 'inquiry');
  return mayRead ? <Box key={caseId} caseId={caseId} /> : null;
}

function Box({ caseId }: { caseId: string }) {
  const { t } = useTranslation('inquiries');
  const mayAsk = useCan('create', 'inquiry');
  const [isAsking, setAsking] = useState(false);
  const inquiries = useQuery(caseInquiriesQuery(caseId));
  return (
    <section className={classes.box} aria-label={t('box.title')}>
      <div className={classes.boxHead}>
        <h3 className={classes.boxTitle}>{t('box.title')}</h3>
        {mayAsk && <Button size="compact-sm" variant="light" onClick={() => setAsking(true)}>{t('box.ask')}</Button>}
      </div>
      <Loaded query={inquiries} isEmpty={(items) => items.length === 0} empty={<p className={classes.soft}>{t('box.empty')}</p>}>
        {(items) => <ul className={classes.plain}>{items.map((inquiry) => <InquiryLine key={inquiry.id} inquiry={inquiry} />)}</ul>}
      </Loaded>
      {mayAsk && <AskDialog isOpen={isAsking} onClose={() => setAsking(false)} caseId={caseId} />}
    </section>
  );
}
