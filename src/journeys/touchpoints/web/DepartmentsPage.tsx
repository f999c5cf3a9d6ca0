import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Trans, useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useUrlState } from '../../../ui/url-state.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { InventoryItem } from '../inventory.contract.ts';
import type { Department } from '../touchpoints.contract.ts';
import { DepartmentDialog } from './DepartmentForm.tsx';
import { DepartmentInUse } from './DepartmentInUse.tsx';
import { touchpointsOf } from './departments.logic.ts';
import { DepartmentTable } from './DepartmentTable.tsx';
import { useAllTouchpoints, useDepartments, useNameOf } from './inventory-queries.ts';

const closed = { open: '' };

/** Settings → Departments: who in the company can be responsible for touchpoints. */
export function DepartmentsPage() {
  const { t } = useTranslation('touchpoints');
  const departments = useDepartments();
  const touchpoints = useAllTouchpoints().data;
  const [address, setAddress] = useUrlState(closed);
  const [renamed, setRenamed] = useState<Department | null>(null);
  const [refused, setRefused] = useState<Department | null>(null);
  const remove = useRemoval();
  const items = departments.data?.items ?? [];
  const add = () => setAddress({ open: 'new' });
  const removeOrRefuse = (department: Department) => {
    // While the touchpoints are not known yet, the server decides.
    const { owned, involved } = touchpointsOf(department.code, touchpoints ?? []);
    if (owned.length + involved.length > 0) setRefused(department);
    else void remove(department);
  };
  return (
    <>
      <PageHeader
        question={t('departments.question')} answer={items.length > 0 && touchpoints ? <Answer departments={items} touchpoints={touchpoints} /> : t('departments.answer')}
        actions={items.length > 0 && <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={add}>{t('departments.add')}</Button>}
      />
      <Loaded query={departments} skeleton={<TableSkeleton rows={6} />} isEmpty={(data) => data.items.length === 0} empty={<EmptyState action={{ label: t('departments.add'), onClick: add }}>{t('departments.empty')}</EmptyState>}>
        {(data) => <DepartmentTable departments={data.items} touchpoints={touchpoints} onRename={setRenamed} onRemove={removeOrRefuse} />}
      </Loaded>
      <DepartmentDialog edited={address.open === 'new' && departments.data ? 'new' : null} taken={items.map(({ code }) => code)} onClose={() => setAddress(closed)} />
      <DepartmentDialog edited={renamed} taken={[]} onClose={() => setRenamed(null)} />
      <DepartmentInUse department={refused} touchpoints={touchpoints ?? []} onClose={() => setRefused(null)} />
    </>
  );
}

function Answer({ departments, touchpoints }: { departments: readonly Department[]; touchpoints: readonly InventoryItem[] }) {
  const { t } = useTranslation('touchpoints');
  const format = useFormat();
  if (touchpoints.length === 0) return t('departments.answer');
  const without = touchpoints.filter(({ department }) => department === null).length;
  const values = { formatted: format.integer(departments.length), total: format.integer(touchpoints.length), owned: format.integer(touchpoints.length - without) };
  return <Trans t={t} i18nKey={without === 0 ? 'departments.answerAll' : 'departments.answerSome'} count={departments.length} values={values} components={{ b: <strong /> }} />;
}

/** Removes a department and offers to put it back. */
function useRemoval(): (department: Department) => Promise<void> {
  const { t } = useTranslation('touchpoints');
  const nameOf = useNameOf();
  const client = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const refresh = () => client.invalidateQueries({ queryKey: ['departments'] });
  return async ({ code, ...names }) => {
    try {
      await api.delete<void>(`/api/departments/${encodeURIComponent(code)}`);
      undoable(t('departments.removed', { name: nameOf(names) }), async () => {
        await api.put(`/api/departments/${encodeURIComponent(code)}`, { body: names });
        await refresh();
      });
    } catch (error) {
      tellFailure(error);
      void client.invalidateQueries({ queryKey: ['touchpoints'] });
    }
    await refresh();
  };
}
