import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Inquiry, InquiryState } from '../inquiries.contract.ts';
import { departmentsQuery } from './inquiry-queries.ts';
import classes from './inquiries.module.css';

export const toneOf: Readonly<Record<InquiryState, 'neutral' | 'below' | 'at' | 'above' | 'accent'>> = { waiting: 'at', overdue: 'below', answered: 'accent', closed: 'neutral', withdrawn: 'neutral' };

/** What a department is called; its code until that is known. */
export function useDepartmentName(): (code: string | null) => string {
  const { t, i18n } = useTranslation('inquiries');
  const departments = useQuery(departmentsQuery).data;
  return (code) => {
    if (code === null) return t('noDepartment');
    const found = departments?.find((department) => department.code === code);
    return (i18n.language === 'de' ? found?.nameDe : found?.nameEn) ?? code;
  };
}

/** One inquiry in a case: whom, since when, until when, and the last answer. */
export function InquiryLine({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation('inquiries');
  const nameOf = useDepartmentName();
  const to = inquiry.partner?.name ?? nameOf(inquiry.toDepartment);
  return (
    <li className={classes.line}>
      <div className={classes.lineHead}>
        <AppLink to={`/desk/inquiries/${inquiry.id}`}>{to}</AppLink>
        <Tag tone={toneOf[inquiry.state]}>{t(`state.${inquiry.state}`)}</Tag>
      </div>
      <p className={classes.lineWords}>{inquiry.subjectLine}</p>
      {inquiry.lastAnswer !== null && <p className={classes.lineAnswer}>{inquiry.lastAnswer}</p>}
      <p className={classes.soft}>
        {inquiry.state === 'waiting' || inquiry.state === 'overdue' ? <>{t('line.due')} <When at={inquiry.dueAt} /></> : inquiry.lastAnsweredAt !== null ? <>{t('line.answered')} <When at={inquiry.lastAnsweredAt} /></> : <>{t('line.asked')} <When at={inquiry.askedAt} /></>}
        {' · '}{t(`way.${inquiry.way}`)}
      </p>
    </li>
  );
}
