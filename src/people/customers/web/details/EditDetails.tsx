import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ActionIcon, Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../../ui/api.ts';
import { Confirm } from '../../../../ui/feedback/Confirm.tsx';
import type { CustomerPage } from '../../customers.contract.ts';
import { CustomFieldInput } from './CustomFieldInput.tsx';
import { customerPath, refreshCustomers } from '../customer-queries.ts';
import { TraitInput } from './TraitInput.tsx';
import { humanise } from '../../../timeline/web/properties.logic.ts';
import { changedTraits, fieldText, otherTraits, readField, toLines, type TraitLine } from './details.logic.ts';
import classes from '../customers.module.css';

const kinds = ['person', 'company', 'partner', 'supplier'] as const;

/** Name, kind, custom fields and all other plain details. Only what changed is sent. */
export function EditDetails({ customer, onClose }: { customer: CustomerPage; onClose: () => void }) {
  const { t, i18n } = useTranslation('customers');
  const queries = useQueryClient();
  const [kind, setKind] = useState<CustomerPage['kind']>(customer.kind);
  const [name, setName] = useState(typeof customer.traits['name'] === 'string' ? customer.traits['name'] : customer.name);
  const [fields, setFields] = useState<Record<string, string>>(() => Object.fromEntries(customer.customFields.map(({ key, value }) => [key, fieldText(value)])));
  const before = { ...customer.preferences, ...otherTraits(customer) };
  const [lines, setLines] = useState<TraitLine[]>(() => toLines(before));
  const setLine = (index: number, change: Partial<TraitLine>) => setLines((all) => all.map((line, at) => (at === index ? { ...line, ...change } : line)));
  const readings = customer.customFields.map((field) => ({ field, value: readField(field, fields[field.key] ?? '') }));
  const label = (key: string): string => (i18n.exists(`customers:trait.${key}`) ? t(`trait.${key}`) : humanise(key));

  const save = async () => {
    const changedFields = Object.fromEntries(readings.filter(({ field, value }) => value !== (field.value ?? null)).map(({ field, value }) => [field.key, value]));
    const traits = { ...changedTraits(before, lines), ...changedFields, ...(name.trim() !== '' && name.trim() !== customer.name ? { name: name.trim() } : {}) };
    await api.patch(customerPath(customer.id), { body: { ...(kind === customer.kind ? {} : { kind }), ...(Object.keys(traits).length > 0 ? { traits } : {}) } });
    await refreshCustomers(queries);
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('edit.title')} confirmLabel={t('action.save')} isBlocked={readings.some(({ value }) => value === undefined)} onConfirm={save}>
      <Stack gap="sm">
        <TextInput label={t('field.name')} value={name} maxLength={200} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect label={t('field.kind')} value={kind} data={kinds.map((each) => ({ value: each, label: t(`kind.${each}`) }))}
          onChange={(event) => { const chosen = kinds.find((each) => each === event.currentTarget.value); if (chosen) setKind(chosen); }} />
        {readings.map(({ field, value }) => (
          <CustomFieldInput key={field.key} field={field} text={fields[field.key] ?? ''} isWrong={value === undefined} onChange={(text) => setFields((all) => ({ ...all, [field.key]: text }))} />
        ))}
        <fieldset className={classes.fieldset}>
          <legend className={classes.groupTitle}>{t('edit.traits')}</legend>
          <Stack gap="xs">
            {lines.map((line, index) => (
              <Group key={index} gap="xs" wrap="nowrap" align="flex-end">
                {line.isNew
                  ? <TextInput className={classes.traitKey ?? ''} label={t('edit.traitName')} value={line.key} maxLength={100} onChange={(event) => setLine(index, { key: event.currentTarget.value })} />
                  : null}
                <TraitInput name={line.key} label={line.isNew ? t('edit.traitValue') : label(line.key)} text={line.text} onChange={(text) => setLine(index, { text })} />
                <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('edit.removeTrait', { name: label(line.key) })} onClick={() => setLines((all) => all.filter((_, at) => at !== index))}><IconTrash size={16} stroke={1.6} /></ActionIcon>
              </Group>
            ))}
            <Button variant="subtle" size="compact-sm" className={classes.start ?? ''} leftSection={<IconPlus size={14} stroke={1.6} />} onClick={() => setLines((all) => [...all, { key: '', text: '', isNew: true }])}>{t('edit.addTrait')}</Button>
          </Stack>
        </fieldset>
      </Stack>
    </Confirm>
  );
}
