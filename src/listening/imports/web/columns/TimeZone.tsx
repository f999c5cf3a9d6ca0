import { Select } from '@mantine/core';

const zones = [...new Set(['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich', 'UTC', ...Intl.supportedValuesOf('timeZone')])];

export function TimeZone({ label, description, value, onChange }: { label: string; description?: string; value: string; onChange: (zone: string) => void }) {
  return <Select label={label} {...(description ? { description } : {})} data={zones.includes(value) ? zones : [value, ...zones]} value={value} searchable limit={60} allowDeselect={false} onChange={(zone) => { if (zone !== null) onChange(zone); }} />;
}
