import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { LookupFact, LookupResult } from '../../lookups/lookups.contract.ts';
import type { ContextPanel } from '../context.contract.ts';
import { lookupsQuery } from './context-queries.ts';
import classes from './context.module.css';

/** What connected sources say; they come when they come, and the rest of the panel is there already. */
export function LookupParts({ caseId, customerId, expected }: { caseId: string | null; customerId: string | null; expected: ContextPanel['lookups'] }) {
  const { t, i18n } = useTranslation('context');
  const lookups = useQuery(lookupsQuery(caseId, customerId));
  const isGerman = i18n.language === 'de';
  if (lookups.data) return lookups.data.items.map((result) => <LookupPart key={result.code} result={result} />);
  return expected.map(({ code, nameDe, nameEn }) => (
    <div key={code}>
      <h3 className={classes.title}>{isGerman ? nameDe : nameEn}</h3>
      {lookups.isError ? <p className={classes.stale}>{t('lookups.failed')} <Button size="compact-xs" variant="default" onClick={() => void lookups.refetch()}>{t('again')}</Button></p> : <Skeleton lines={2} />}
    </div>
  ));
}

/** The verdict as a sentence; the figures behind it on demand; the age when it is not of now. */
export function LookupPart({ result }: { result: LookupResult }) {
  const { t, i18n } = useTranslation('context');
  const isGerman = i18n.language === 'de';
  const [headline] = result.facts.filter(({ verdict }) => verdict !== null);
  const rest = result.facts.filter((fact) => fact !== headline || fact.sentence !== null);
  const label = (fact: LookupFact) => (isGerman ? fact.labelDe : fact.labelEn);
  const isSilent = result.facts.every(({ value }) => value === null);
  return (
    <div>
      <h3 className={classes.title}>{isGerman ? result.nameDe : result.nameEn}</h3>
      {result.state === 'unasked' && <p className={classes.soft}>{t('lookups.unasked', { what: result.missing.map((name) => t(`placeholder.${name}`)).join(', ') })}</p>}
      {result.state === 'failed' && <p className={classes.stale}>{t('lookups.away')}</p>}
      {result.state === 'stale' && <p className={classes.stale}>{t('lookups.stale')} <When at={result.fetchedAt} /></p>}
      {(result.state === 'answered' || result.state === 'stale') && isSilent && <p className={classes.soft}>{t('lookups.silent')}</p>}
      {headline && (
        <p className={classes.verdict}>
          <span className={classes.dot} data-verdict={headline.verdict ?? 'none'} aria-hidden="true" />
          <span>{headline.sentence ? (isGerman ? headline.sentence.de : headline.sentence.en) : <>{label(headline)}: <Value fact={headline} /> – {t(`verdict.${headline.verdict ?? 'fair'}`)}</>}</span>
        </p>
      )}
      {rest.length > 0 && !isSilent && (
        <dl className={classes.facts}>
          {rest.map((fact) => <FactRow key={fact.path} fact={fact} label={label(fact)} />)}
        </dl>
      )}
    </div>
  );
}

function FactRow({ fact, label }: { fact: LookupFact; label: string }) {
  return <><dt>{label}</dt><dd><Value fact={fact} /></dd></>;
}

const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/;

function Value({ fact: { value, unit } }: { fact: LookupFact }) {
  const { t } = useTranslation('context');
  const format = useFormat();
  if (value === null) return <>{t('lookups.noValue')}</>;
  if (typeof value === 'boolean') return <>{t(value ? 'yes' : 'no')}</>;
  if (Array.isArray(value)) return <>{value.length === 0 ? t('lookups.noneOfThem') : value.join(' · ')}</>;
  if (typeof value === 'number') return <>{Number.isInteger(value) ? format.integer(value) : format.decimal(value, 2)} {unit}</>;
  return instant.test(value) ? <When at={value} /> : <>{value} {unit}</>;
}
