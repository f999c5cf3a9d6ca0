import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../ui/session.tsx';
import { endView } from '../../../ui/view-as.ts';
import { useRoleWords } from './roles-queries.ts';
import classes from './roles.module.css';

/** Over every page while somebody looks through another role. */
export function ViewBanner() {
  const { t } = useTranslation('roles');
  const { viewsAs } = useSession();
  const { nameOf } = useRoleWords();
  if (!viewsAs) return null;
  return (
    <div role="status" className={classes.banner}>
      <span>{t('view.banner', { name: nameOf(viewsAs.role) })}</span>
      <Button size="xs" variant="default" onClick={endView}>{t('view.back')}</Button>
    </div>
  );
}
