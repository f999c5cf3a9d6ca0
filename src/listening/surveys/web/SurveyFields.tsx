import { Checkbox, Select, SimpleGrid, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { dimensions } from '../surveys.contract.ts';
import { codeFrom, inOrder, type SurveyForm } from './survey-form.logic.ts';
import { touchpointNamesQuery } from './survey-queries.ts';

interface SurveyFieldsProps {
  form: SurveyForm;
  onChange: (form: SurveyForm) => void;
  /** The short name is made of the heading while it has not been typed, and stands fast once the survey exists. */
  isNew: boolean;
}

export function SurveyFields({ form, onChange, isNew }: SurveyFieldsProps) {
  const { t, i18n } = useTranslation('surveys');
  const touchpoints = useQuery(touchpointNamesQuery).data;
  const set = (change: Partial<SurveyForm>) => onChange({ ...form, ...change });
  const setHeading = (change: { nameDe: string } | { nameEn: string }) => {
    const after = { ...form, ...change };
    const isOwnCode = form.code === codeFrom(form.nameDe || form.nameEn);
    onChange(isNew && isOwnCode ? { ...after, code: codeFrom(after.nameDe || after.nameEn) } : after);
  };
  const isGerman = i18n.language === 'de';
  if (isNew && touchpoints?.length === 0) return <EmptyState action={{ label: t('form.toTouchpoints'), to: '/touchpoints' }}>{t('form.noTouchpoints')}</EmptyState>;
  return (
    <Stack gap="md">
      <Select
        label={t('form.touchpoint')} description={t('form.touchpointHint')} searchable required allowDeselect={false} nothingFoundMessage={t('form.touchpointNone')} maxDropdownHeight={320}
        data={(touchpoints ?? []).map(({ code, nameDe, nameEn }) => ({ value: code, label: isGerman ? nameDe : nameEn }))} value={form.touchpoint || null} onChange={(touchpoint) => set({ touchpoint: touchpoint ?? '' })}
      />
      <Checkbox.Group label={t('form.dimensions')} description={t('form.dimensionsHint')} required value={form.dimensions} onChange={(chosen) => set({ dimensions: inOrder(chosen, dimensions) })}>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="sm">
          {dimensions.map((dimension) => <Checkbox key={dimension} value={dimension} label={t(`dimension.${dimension}`)} description={t(`dimensionHint.${dimension}`)} />)}
        </SimpleGrid>
      </Checkbox.Group>
      <Switch label={t('form.withCsat')} checked={form.withCsat} onChange={(event) => set({ withCsat: event.currentTarget.checked })} />
      <Text size="sm" c="dimmed">{t('form.always')}</Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextInput label={t('form.nameDe')} required maxLength={120} value={form.nameDe} onChange={(event) => setHeading({ nameDe: event.currentTarget.value })} />
        <TextInput label={t('form.nameEn')} required maxLength={120} value={form.nameEn} onChange={(event) => setHeading({ nameEn: event.currentTarget.value })} />
        <Textarea label={t('form.introDe')} autosize minRows={2} maxLength={500} value={form.introDe} onChange={(event) => set({ introDe: event.currentTarget.value })} />
        <Textarea label={t('form.introEn')} autosize minRows={2} maxLength={500} value={form.introEn} onChange={(event) => set({ introEn: event.currentTarget.value })} />
      </SimpleGrid>
      {isNew && <TextInput label={t('form.code')} description={t('form.codeHint')} required maxLength={60} value={form.code} onChange={(event) => set({ code: event.currentTarget.value })} />}
    </Stack>
  );
}
