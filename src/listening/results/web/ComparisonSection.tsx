import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Compared, Comparison, Results } from '../results.contract.ts';
import { filterValuesQuery } from './FilterFields.tsx';
import { LOOK_EVERY_MS, queryOf, type ResultFilters } from './results-filters.logic.ts';
import { useSay, useScoreText } from './useSay.ts';
import { useValueName } from './useValueName.ts';
import classes from './results.module.css';

interface ComparisonSectionProps {
  code: string;
  filters: ResultFilters;
  onChange: (change: Partial<ResultFilters>) => void;
  results: Results;
}

/** Groups side by side: first what is hardly chance, in sentences; then all figures. */
export function ComparisonSection({ code, filters, onChange, results }: ComparisonSectionProps) {
  const { t } = useTranslation('results');
  const say = useSay(results);
  const values = useQuery(filterValuesQuery(code));
  const offered = [
    ...(values.data?.items ?? []).filter(({ values: all }) => all.length > 1).map(({ filter }) => ({ value: filter, label: filter.startsWith('hidden.') ? filter.slice('hidden.'.length) : t(`filter.${filter}`) })),
    ...(results.protection.kind === 'open' ? results.questions.filter(({ kind }) => kind === 'choice' || kind === 'dropdown' || kind === 'nps' || kind === 'csat').map(({ question, title }) => ({ value: `answer.${question}`, label: t('compare.byAnswer', { question: say(title) }) })) : []),
  ];
  if (offered.length === 0) return null;
  return (
    <Section title={t('compare.title')} actions={<NativeSelect aria-label={t('compare.by')} value={filters.compare} onChange={(event) => onChange({ compare: event.currentTarget.value })} data={[{ value: '', label: t('compare.choose') }, ...offered]} />}>
      {filters.compare !== '' && <ComparedGroups code={code} filters={filters} results={results} />}
    </Section>
  );
}

function ComparedGroups({ code, filters, results }: Omit<ComparisonSectionProps, 'onChange'>) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const comparison = useQuery({
    queryKey: ['results', code, 'comparison', filters.compare, queryOf(filters)],
    queryFn: ({ signal }) => api.get<Comparison>(`/api/surveys/${encodeURIComponent(code)}/results/comparison`, { query: { ...queryOf(filters), groupBy: filters.compare }, signal }),
    placeholderData: (before) => before,
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Loaded query={comparison} skeleton={<Skeleton lines={4} heightPx={24} />} isEmpty={({ groups }) => groups.length === 0} empty={<p className={classes.soft}>{t('compare.tooSmall', { minimum: results.protection.minimum })}</p>}>
      {(data) => (
        <>
          <p className={classes.sentence}>{data.groups.length === 1 ? t('compare.onlyOne', { minimum: data.protection.minimum }) : data.found === 0 ? t('compare.nothing', { tests: format.integer(data.tests) }) : t('compare.found', { count: data.found, formatted: format.integer(data.found), tests: format.integer(data.tests) })}{data.groups.length > 1 && data.tooSmall > 0 && <> {t('compare.left', { count: data.tooSmall, minimum: data.protection.minimum })}</>}</p>
          <Verdicts comparison={data} results={results} />
          <Table comparison={data} results={results} />
          {results.questions.some(({ kind, parts }) => kind === 'date' || parts.some(({ kano }) => kano !== null)) && <p className={classes.soft}>{t('compare.without')}</p>}
        </>
      )}
    </Loaded>
  );
}

const nameOf = (item: Compared, results: Results, say: ReturnType<typeof useSay>): string => {
  const question = results.questions.find((one) => one.question === item.question);
  const title = say(question?.title ?? null) || item.question;
  return item.part === '' && item.option === '' ? title : `${title} – ${say(item.label)}`;
};

function Verdicts({ comparison, results }: { comparison: Comparison; results: Results }) {
  const { t } = useTranslation('results');
  const say = useSay(results);
  const text = useScoreText();
  const groupName = useGroupName(comparison, results);
  const unsigned = (score: Compared['score'], value: number | null) => text({ kind: score }, value === null ? null : Math.abs(value)).replace('+', '');
  const rangeOf = (score: Compared['score'], { verdict, differenceLow, differenceHigh }: Compared['groups'][number]) => (verdict === 'lower' ? { low: unsigned(score, differenceHigh), high: unsigned(score, differenceLow) } : { low: unsigned(score, differenceLow), high: unsigned(score, differenceHigh) });
  const found = comparison.items.flatMap((item) => item.groups.filter(({ verdict }) => verdict === 'higher' || verdict === 'lower').map((group) => ({ item, group }))).sort((a, b) => (a.group.adjustedP ?? 1) - (b.group.adjustedP ?? 1)).slice(0, 8);
  if (found.length === 0) return null;
  return (
    <ul className={classes.verdicts}>
      {found.map(({ item, group }) => (
        <li key={`${item.question} ${item.part} ${item.option} ${item.score} ${group.group}`}>
          {t(`compare.${group.verdict}`, { group: groupName(group.group), score: t(`score.${item.score}`), about: nameOf(item, results, say), value: text({ kind: item.score }, group.value), difference: unsigned(item.score, group.difference), ...rangeOf(item.score, group) })}
        </li>
      ))}
    </ul>
  );
}

function useGroupName({ groupBy }: Comparison, results: Results): (group: string) => string {
  const say = useSay(results);
  const valueName = useValueName();
  const asked = groupBy.startsWith('answer.') ? results.questions.find(({ question }) => question === groupBy.slice('answer.'.length)) : undefined;
  return (group) => {
    const bucket = asked?.parts[0]?.buckets.find(({ key }) => key === group);
    return (bucket && say(bucket.label)) || valueName(groupBy, group);
  };
}

function Table({ comparison, results }: { comparison: Comparison; results: Results }) {
  const { t } = useTranslation('results');
  const format = useFormat();
  const say = useSay(results);
  const text = useScoreText();
  const groupName = useGroupName(comparison, results);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('compare.title')}>
      <table className={classes.lines}>
        <thead><tr><th scope="col">{t('table.figure')}</th>{comparison.groups.map(({ group, n }) => <th key={group} scope="col">{groupName(group)} <span className={classes.soft}>({format.integer(n)})</span></th>)}</tr></thead>
        <tbody>
          {comparison.items.map((item) => (
            <tr key={`${item.question} ${item.part} ${item.option} ${item.score}`}>
              <th scope="row">{nameOf(item, results, say)} <span className={classes.soft}>{t(`score.${item.score}`)}</span></th>
              {item.groups.map((group) => (
                <td key={group.group}>
                  {group.value === null ? <span className={classes.soft}>{t('tooFew', { n: format.integer(group.n), minimum: comparison.protection.minimum })}</span> : <><strong>{text({ kind: item.score }, group.value)}</strong> {(group.verdict === 'higher' || group.verdict === 'lower') && <span title={t(`compare.${group.verdict}Short`)}>{group.verdict === 'higher' ? '▲' : '▼'}<span className="m-hidden">{t(`compare.${group.verdict}Short`)}</span></span>}</>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
