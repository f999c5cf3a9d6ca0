import { Autocomplete } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dimensionCodeSchema } from '../../definition.contract.ts';

/** Dimensions that figures know by name; a company may use its own. */
export const knownDimensions = ['speed', 'ease', 'reliability', 'friendliness', 'competence', 'information', 'tangibles', 'responsiveness', 'assurance', 'empathy'] as const;

interface DimensionFieldProps {
  label: string;
  description?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** In a row of others: no label in sight. */
  isBare?: boolean;
}

/** The dimension of experience: chosen by its name, or typed as a short name of one's own. */
export function DimensionField({ label, description, value, onChange, isBare = false }: DimensionFieldProps) {
  const { t } = useTranslation('survey-editor');
  const nameOf = (code: string) => knownDimensions.find((one) => one === code) ? t(`dimension.${code}`) : code;
  const codeOf = (text: string) => knownDimensions.find((code) => t(`dimension.${code}`).toLowerCase() === text.trim().toLowerCase()) ?? text.trim().toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_').replace(/^[_0-9]+/, '').slice(0, 40);
  const write = (text: string) => {
    const code = codeOf(text);
    onChange(dimensionCodeSchema.safeParse(code).success ? code : undefined);
  };
  const data = knownDimensions.map((code) => t(`dimension.${code}`));
  return <Autocomplete {...(isBare ? { 'aria-label': label } : { label })} {...(description !== undefined && { description })} size={isBare ? 'xs' : 'sm'} placeholder={t('form.dimensionNone')} data={data} value={value === undefined ? '' : nameOf(value)} maxLength={40} onChange={write} />;
}
