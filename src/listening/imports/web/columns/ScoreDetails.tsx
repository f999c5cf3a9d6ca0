import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { dimensions } from '../../../surveys/surveys.contract.ts';
import type { ScoreUse } from '../../imports.contract.ts';
import type { ColumnProps } from './column-props.ts';
import { needsDimension, touchpointFrom } from './meaning.logic.ts';
import { NotApplicable } from './NotApplicable.tsx';
import classes from '../imports.module.css';

/** What a column of ratings is about, and on which scale it was asked. */
export function ScoreDetails({ column, mapping, profile, use, onChange }: ColumnProps & { use: ScoreUse }) {
  const { t } = useTranslation('imports');
  const change = (patch: Partial<ScoreUse>) => onChange({ use: { ...use, ...patch } });
  const isOfRow = profile.columns.some((one) => one.use.as === 'field' && one.use.field === 'touchpoint') || 'touchpoint' in profile.constants;
  return (
    <div className={classes.stack} style={{ gap: 10 }}>
      <div className={classes.pair}>
        <TextInput
          label={t('score.touchpoint')} description={t('score.touchpointNote')} maxLength={120} value={use.touchpoint?.name ?? ''}
          onChange={(event) => change({ touchpoint: event.currentTarget.value === '' ? null : touchpointFrom(event.currentTarget.value) })}
          onFocus={(event) => { if (event.currentTarget.value === '' && !isOfRow) change({ touchpoint: touchpointFrom(column.heading) }); }}
        />
        {needsDimension(use.role) && (
          <NativeSelect
            label={t('score.dimension')} description={t('score.dimensionNote')} value={use.dimension ?? ''} data={[...(use.dimension ? [] : [{ value: '', label: '–' }]), ...dimensions.map((value) => ({ value, label: t(`dimension.${value}`) }))]}
            onChange={(event) => change({ dimension: dimensions.find((one) => one === event.currentTarget.value) ?? null })}
          />
        )}
      </div>
      <div className={classes.pair}>
        <NumberInput label={t('score.worst')} value={use.worst} onChange={(value) => { if (typeof value === 'number') change({ worst: value }); }} />
        <NumberInput label={t('score.best')} value={use.best} onChange={(value) => { if (typeof value === 'number') change({ best: value }); }} />
      </div>
      {mapping.values === undefined && <NotApplicable marks={use.notApplicable} onChange={(notApplicable) => change({ notApplicable })} />}
    </div>
  );
}
