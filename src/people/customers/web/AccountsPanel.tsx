import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import type { CustomerPage } from '../customers.contract.ts';
import { Panel } from './Panel.tsx';
import classes from './customers.module.css';

const MOST = 20;

/** The household or the company, and who else belongs to it. */
export function AccountsPanel({ customer }: { customer: CustomerPage }) {
  const { t } = useTranslation('customers');
  if (customer.accounts.length === 0) return null;
  return (
    <>
      {customer.accounts.map((account) => {
        const others = account.members.filter(({ customerId }) => customerId !== customer.id);
        return (
          <Panel key={account.id} title={t(`account.${account.kind}`)}>
            <p className={classes.recordTitle}>{account.name}</p>
            {others.length === 0 ? <p className={classes.soft}>{t('account.alone')}</p> : (
              <ul className={classes.plainList}>
                {others.slice(0, MOST).map((member) => (
                  <li key={member.customerId}>
                    <AppLink to={`/customers/${member.customerId}`}>{member.name}</AppLink>
                    {member.role && <span className={classes.soft}> · {t(`memberRole.${member.role}`, { defaultValue: member.role })}</span>}
                  </li>
                ))}
              </ul>
            )}
            {others.length > MOST && <p className={classes.soft}>{t('account.more', { count: others.length - MOST })}</p>}
          </Panel>
        );
      })}
    </>
  );
}
