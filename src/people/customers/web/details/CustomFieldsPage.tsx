import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ActionIcon, Button, Group, Table } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { useTellFailure, useUndo } from '../../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../../ui/page/PageHeader.tsx';
import { TableSkeleton } from '../../../../ui/page/Skeletons.tsx';
import type { CustomField } from '../../customers.contract.ts';
import { CustomFieldForm } from './CustomFieldForm.tsx';
import { customFieldsQuery } from '../customer-queries.ts';
import classes from '../customers.module.css';

/** Settings → Customer fields: what a company knows of its customers beyond what every company does. */
export function CustomFieldsPage() {
  const { t } = useTranslation('customers');
  const fields = useQuery(customFieldsQuery);
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const add = () => setEdited('new');
  return (
    <>
      <PageHeader
        question={t('fields.question')} answer={t('fields.answer')}
        actions={(fields.data?.items.length ?? 0) > 0 && <Button leftSection={<IconPlus size={16} stroke={1.6} />} onClick={add}>{t('fields.add')}</Button>}
      />
      <Loaded query={fields} skeleton={<TableSkeleton rows={4} />} isEmpty={({ items }) => items.length === 0} empty={<EmptyState action={{ label: t('fields.add'), onClick: add }}>{t('fields.empty')}</EmptyState>}>
        {({ items }) => <FieldTable fields={items} onEdit={setEdited} />}
      </Loaded>
      {edited && <CustomFieldForm field={edited === 'new' ? null : edited} taken={(fields.data?.items ?? []).map(({ key }) => key)} onClose={() => setEdited(null)} />}
    </>
  );
}

function FieldTable({ fields, onEdit }: { fields: readonly CustomField[]; onEdit: (field: CustomField) => void }) {
  const { t, i18n } = useTranslation('customers');
  const queries = useQueryClient();
  const undoable = useUndo();
  const tellFailure = useTellFailure();
  const labelOf = (field: CustomField): string => (i18n.language === 'de' ? field.labelDe : field.labelEn);
  const remove = async (field: CustomField) => {
    try {
      await api.delete(`/api/custom-fields/${encodeURIComponent(field.key)}`);
      await queries.invalidateQueries();
      undoable(t('fields.removed', { name: labelOf(field) }), async () => {
        await api.put(`/api/custom-fields/${encodeURIComponent(field.key)}`, { body: { labelDe: field.labelDe, labelEn: field.labelEn, type: field.type, choices: field.choices, isPersonal: field.isPersonal } });
        await queries.invalidateQueries();
      });
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <div>
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('fields.caption')}>
      <Table verticalSpacing="xs" className={classes.fieldTable ?? ''}>
        <Table.Caption className="m-hidden">{t('fields.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {(['name', 'type', 'choices', 'key'] as const).map((column) => <Table.Th key={column} scope="col">{t(`fields.column.${column}`)}</Table.Th>)}
            <Table.Th scope="col"><span className="m-hidden">{t('fields.column.actions')}</span></Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map((field) => (
            <Table.Tr key={field.key}>
              <Table.Th scope="row">{labelOf(field)}</Table.Th>
              <Table.Td data-label={t('fields.column.type')}>{t(`fields.type.${field.type}`)}</Table.Td>
              <Table.Td data-label={t('fields.column.choices')}>{field.choices?.join(' · ') ?? ''}</Table.Td>
              <Table.Td data-label={t('fields.column.key')}><code className={classes.soft}>{field.key}</code></Table.Td>
              <Table.Td>
                <Group gap={4} justify="flex-end" wrap="nowrap">
                  <ActionIcon variant="subtle" color="gray" aria-label={t('fields.editOne', { name: labelOf(field) })} onClick={() => onEdit(field)}><IconPencil size={16} stroke={1.6} /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" aria-label={t('fields.removeOne', { name: labelOf(field) })} onClick={() => void remove(field)}><IconTrash size={16} stroke={1.6} /></ActionIcon>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
    </div>
  );
}
