import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { subjects } from '../../roles/roles.contract.ts';
import { toggleScope } from './key-limits.logic.ts';
import classes from './keys.module.css';

/** What a key may do, subject by subject; never more than its role. */
export function ScopePicker({ chosen, onChange }: { chosen: readonly string[]; onChange: (chosen: readonly string[]) => void }) {
  const { t } = useTranslation('keys');
  const has = (scope: string) => chosen.includes(scope);
  return (
    <div className={classes.scopes} tabIndex={0} role="group" aria-label={t('api.reachName.chosen')}>
      <table className={classes.scopeTable}>
        <thead><tr><th scope="col">{t('api.scopeOf')}</th><th scope="col">{t('api.scopeRead')}</th><th scope="col">{t('api.scopeManage')}</th></tr></thead>
        <tbody>
          {subjects.map((subject) => (
            <tr key={subject}>
              <th scope="row">{t(`subject.${subject}`)}</th>
              {(['read', 'manage'] as const).map((action) => (
                <td key={action}>
                  <Checkbox aria-label={`${t(`subject.${subject}`)}: ${t(action === 'read' ? 'api.scopeRead' : 'api.scopeManage')}`} checked={has(`${action}:${subject}`) || (action === 'read' && has(`manage:${subject}`))} disabled={action === 'read' && has(`manage:${subject}`)}
                    onChange={(event) => onChange(toggleScope(chosen, subject, action, event.currentTarget.checked))} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
