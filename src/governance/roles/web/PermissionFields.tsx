import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isAllowed, useSession } from '../../../ui/session.tsx';
import { actions, type Permission, type RoleList, subjects } from '../roles.contract.ts';
import { isGiven, type RoleDraft } from './role-draft.logic.ts';
import classes from './roles.module.css';

interface PermissionFieldsProps {
  draft: RoleDraft;
  list: RoleList;
  onToggle: (permission: Permission) => void;
}

/** What the role may do: one line per subject, one box per verb. What one may not do oneself cannot be given. */
export function PermissionFields({ draft, list, onToggle }: PermissionFieldsProps) {
  const { t } = useTranslation('roles');
  const { permissions } = useSession();
  const isOffered = (action: string, subject: string) => list.grantable.some((one) => one.action === action && one.subject === subject);
  return (
    <fieldset className={classes.matrix}>
      <legend className={classes.legend}>{t('form.permissions')}</legend>
      {subjects.filter((subject) => subject !== 'personal_data' && list.grantable.some((one) => one.subject === subject)).map((subject) => (
        <div key={subject} className={classes.line} role="group" aria-labelledby={`role-${subject}`}>
          <div>
            <span id={`role-${subject}`} className={classes.subject}>{t(`subject.${subject}`)}</span>
            <span className={classes.soft}>{t(`subjectText.${subject}`)}</span>
          </div>
          <div className={classes.boxes}>
            {actions.filter((action) => isOffered(action, subject)).map((action) => {
              const wanted = { action, subject };
              return <Checkbox key={action} size="sm" label={t(`action.${action}`)} checked={isGiven(draft, wanted)} disabled={!isAllowed(permissions, wanted)} onChange={() => onToggle(wanted)} />;
            })}
          </div>
        </div>
      ))}
    </fieldset>
  );
}
