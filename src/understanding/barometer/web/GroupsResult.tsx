import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { IndexRows } from '../../../ui/charts/IndexRows.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { ChartSkeleton } from '../../../ui/page/Skeletons.tsx';
import { ResultFrame } from '../../../ui/result/ResultFrame.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useCan } from '../../../ui/session.tsx';
import { useUnweightedMethods } from '../../methods/web/useUnweightedMethods.ts';
import type { BarometerComparison } from '../barometer.contract.ts';
import { comparisonQuery } from './barometer-queries.ts';
import { answersTo } from './answers-address.logic.ts';
import type { AboutWave } from './IndexResult.tsx';
import { customerParts, standingOf, useBarometerWords } from './useBarometerWords.ts';

type GroupsProps = AboutWave & { by: string; onBy: (by: string) => void };

/** Target groups, channels, regions … of one wave, each against all others. */
export function GroupsResult(props: GroupsProps) {
  const groups = useQuery(comparisonQuery(props.barometer.survey, props.wave.id, props.by));
  return <Loaded query={groups} skeleton={<ChartSkeleton heightPx={260} />}>{(data) => <Shown {...props} comparison={data} />}</Loaded>;
}

function Shown({ barometer, wave, factor, by, onBy, comparison }: GroupsProps & { comparison: BarometerComparison }) {
  const { t } = useTranslation('barometer');
  const format = useFormat();
  const words = useBarometerWords();
  const methods = useUnweightedMethods(['equal_weight_index', 'welch', 'bh', 'protection']);
  const maySeeAnswers = useCan('read', 'answer');
  // The list of answers knows no hidden fields.
  const nameOf = (group: string | null) => (maySeeAnswers && group && !by.includes(':') ? { value: group, to: answersTo(barometer, wave, { [by]: group }) } : words.group(group));
  const name = words.factor(factor);
  const rows = comparison.groups.flatMap(({ group, figures }) => figures.filter((figure) => figure.factor === factor).map((figure) => ({ group, ...figure })));
  const known = rows.filter(({ difference }) => difference !== null);
  const say = (verdict: 'up' | 'down') => known.filter(({ difference }) => difference?.verdict === verdict).map(({ group }) => words.group(group));
  const sentence = known.length === 0 ? t('groups.tooFew', { by: words.byWithin(by), needed: format.integer(comparison.minimumN) }) : [
    say('up').length > 0 ? t('groups.up', { names: format.list(say('up')), name: words.factorWithin(factor) }) : '',
    say('down').length > 0 ? t('groups.down', { names: format.list(say('down')), name: words.factorWithin(factor) }) : '',
    say('up').length + say('down').length === 0 ? t('groups.same', { name: words.factorWithin(factor) }) : '',
  ].filter((part) => part !== '').join(' ');
  const title = t('groups.title', { name, by: words.byWithin(by), wave: words.wave(wave) });
  return (
    <ResultFrame
      title={title} sentence={sentence} n={rows.reduce((sum, { n }) => sum + n, 0)} nUnit={t('customers')} method={methods}
      note={comparison.groups.some(({ group }) => group === null) ? t('groups.pooled', { needed: format.integer(comparison.minimumN) }) : undefined}
      actions={<ByChoice fields={barometer.fields} by={by} onBy={onBy} />}
      table={{
        columns: [{ header: words.by(by) }, { header: t('factorHead') }, { header: t('n') }, { header: t('indexHead'), decimals: 1 }, { header: t('low'), decimals: 1 }, { header: t('high'), decimals: 1 }, { header: t('groups.against'), decimals: 1 }, { header: t('low'), decimals: 1 }, { header: t('high'), decimals: 1 }, { header: t('verdictHead') }],
        rows: comparison.groups.flatMap(({ group, figures }) => figures.map((figure) => [nameOf(group), words.factor(figure.factor), figure.n, figure.index, figure.low, figure.high, figure.difference?.difference ?? null, figure.difference?.low ?? null, figure.difference?.high ?? null, figure.difference ? t(`verdictWord.${figure.difference.verdict}`) : null])),
      }}
      chart={rows.length === 0 ? null : (
        <IndexRows
          title={title} valueLabel={t('groups.group')} beforeLabel={t('groups.rest')} targetLabel={t('target')} changeLabel={t('groups.against')} minimumN={comparison.minimumN}
          rows={rows.map(({ group, n, index, low, high, difference }) => ({ id: group ?? '*', label: words.group(group), value: index, low, high, n, before: index === null || difference === null ? null : index - difference.difference, target: wave.targets[factor] ?? null, change: words.difference(difference), standing: standingOf(difference) }))}
        />
      )}
    />
  );
}

/** By what customers are told apart. */
export function ByChoice({ fields, by, onBy }: { fields: readonly string[]; by: string; onBy: (by: string) => void }) {
  const { t } = useTranslation('barometer');
  const words = useBarometerWords();
  const known = [...(['group', 'channel', 'department', 'language'] as const).map((value) => ({ value: value as string, label: t(`by.${value}`) })), ...customerParts.map((part) => ({ value: `customer:${part}`, label: t(`by.${part}`) })), ...fields.map((field) => ({ value: `field:${field}`, label: t('by.field', { field }) }))];
  // What is no longer asked for can still stand in the address.
  const options = known.some(({ value }) => value === by) ? known : [...known, { value: by, label: words.by(by) }];
  return <NativeSelect size="xs" aria-label={t('by.label')} value={by} data={options} onChange={(event) => onBy(event.currentTarget.value)} />;
}
