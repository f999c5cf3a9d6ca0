import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { InventoryItem } from '../inventory.contract.ts';
import type { Department } from '../touchpoints.contract.ts';
import { touchpointsOf } from './departments.logic.ts';
import { useNameOf } from './inventory-queries.ts';
import classes from './touchpoints.module.css';

const SHOWN = 8;

interface ReasonsProps {
  department: Department;
  touchpoints: readonly InventoryItem[];
  onClose: () => void;
}

/** Why a department cannot be deleted yet, and where to change that; closed while there is none. */
export function DepartmentInUse({ department, touchpoints, onClose }: Omit<ReasonsProps, 'department'> & { department: Department | null }) {
  const { t } = useTranslation(['touchpoints', 'ui']);
  const nameOf = useNameOf();
  return (
    <Modal opened={department !== null} onClose={onClose} title={department && t('departments.inUseTitle', { name: nameOf(department) })} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {department && <Reasons department={department} touchpoints={touchpoints} onClose={onClose} />}
    </Modal>
  );
}

function Reasons({ department, touchpoints, onClose }: ReasonsProps) {
  const { t } = useTranslation(['touchpoints', 'ui']);
  const format = useFormat();
  const nameOf = useNameOf();
  const go = useGo();
  const { owned, involved } = touchpointsOf(department.code, touchpoints);
  const sayCount = (key: string, count: number) => t(key, { count, formatted: format.integer(count) });
  // Those that it owns can be given away together in the inventory; the others one by one.
  const hidden = involved.length - SHOWN;
  return (
    <>
      {owned.length > 0 && <p className={classes.plain}>{sayCount('departments.inUseOwned', owned.length)}</p>}
      {involved.length > 0 && (
        <>
          <p className={classes.plain}>{sayCount('departments.inUseInvolved', involved.length)}</p>
          <ul className={classes.links}>
            {involved.slice(0, SHOWN).map((one) => <li key={one.code}><AppLink to={`/touchpoints/${one.code}/edit`}>{nameOf(one)}</AppLink></li>)}
            {hidden > 0 && <li className={classes.soft}>{sayCount('departments.inUseMore', hidden)}</li>}
          </ul>
        </>
      )}
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>{t('ui:action.close')}</Button>
        {owned.length > 0 && <Button onClick={() => go(`/touchpoints/inventory?department=${department.code}`)}>{t('departments.inUseShow')}</Button>}
      </Group>
    </>
  );
}
