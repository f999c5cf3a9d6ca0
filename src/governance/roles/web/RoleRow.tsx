import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { actions, type RoleAnswer, subjects } from '../roles.contract.ts';
import { seesCustomers, seesPersonalData } from './role-draft.logic.ts';
import { useRoleWords } from './roles-queries.ts';
import classes from './roles.module.css';

interface RoleRowProps {
  role: RoleAnswer;
  onEdit: () => void;
  onCopy: () => void;
  onView: () => void;
  onRemove: () => void;
}

/** One role: what it is for, what it allows in words, who has it. */
export function RoleRow({ role, onEdit, onCopy, onView, onRemove }: RoleRowProps) {
  const { t } = useTranslation('roles');
  const { nameOf, textOf } = useRoleWords();
  const name = nameOf(role.code);
  const isUsed = role.heldBy !== null && role.heldBy.users + role.heldBy.invitations + role.heldBy.keys > 0;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <h3 className={classes.name}>{name}</h3>
        {textOf(role.code) !== '' && <p className={classes.text}>{textOf(role.code)}</p>}
        <p className={classes.tags}>
          {role.isLimitedToDepartments && <Tag>{t('row.limited')}</Tag>}
          {seesCustomers(role.permissions) && !seesPersonalData(role.permissions) && <Tag>{t('row.masked')}</Tag>}
          <span className={classes.soft}><HeldBy heldBy={role.heldBy} /></span>
        </p>
        <details className={classes.details}>
          <summary>{t('row.details')}</summary>
          <PermissionList role={role} />
        </details>
      </div>
      <div className={classes.deeds}>
        {role.code !== 'administrator' && <Button size="xs" variant="default" onClick={onView} aria-label={t('row.viewOf', { name })}>{t('row.view')}</Button>}
        <Button size="xs" variant="default" onClick={onCopy} aria-label={t('row.copyOf', { name })}>{t('row.copy')}</Button>
        {!role.isBuiltIn && <Button size="xs" variant="default" onClick={onEdit} aria-label={t('row.editOf', { name })}>{t('row.edit')}</Button>}
        {!role.isBuiltIn && !isUsed && <Button size="xs" variant="default" onClick={onRemove} aria-label={t('row.removeOf', { name })}>{t('row.remove')}</Button>}
      </div>
    </li>
  );
}

function HeldBy({ heldBy }: { heldBy: RoleAnswer['heldBy'] }) {
  const { t } = useTranslation('roles');
  const format = useFormat();
  if (heldBy === null) return null;
  const parts = [
    ...(heldBy.users > 0 ? [t('held.users', { count: heldBy.users })] : []),
    ...(heldBy.invitations > 0 ? [t('held.invitations', { count: heldBy.invitations })] : []),
    ...(heldBy.keys > 0 ? [t('held.keys', { count: heldBy.keys })] : []),
  ];
  return <>{parts.length === 0 ? t('held.nobody') : format.list(parts)}</>;
}

/** Subject by subject, with the verbs that hold. */
function PermissionList({ role: { permissions } }: { role: RoleAnswer }) {
  const { t } = useTranslation('roles');
  const format = useFormat();
  if (permissions.some(({ action, subject }) => action === 'manage' && subject === 'all')) return <p className={classes.text}>{t('row.everything')}</p>;
  const given = subjects.map((subject) => ({ subject, verbs: actions.filter((action) => permissions.some((one) => one.subject === subject && one.action === action)) })).filter(({ verbs }) => verbs.length > 0);
  if (given.length === 0) return <p className={classes.text}>{t('row.nothing')}</p>;
  return (
    <dl className={classes.given}>
      {given.map(({ subject, verbs }) => <div key={subject}><dt>{t(`subject.${subject}`)}</dt><dd>{format.list(verbs.map((action) => t(`action.${action}`)))}</dd></div>)}
    </dl>
  );
}
