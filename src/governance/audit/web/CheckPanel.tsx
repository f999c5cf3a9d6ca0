import { useId, useState } from 'react';
import { Button, CopyButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { AuditState, Verification } from '../audit.contract.ts';
import { checkAudit, stateQuery } from './audit-queries.ts';
import classes from './audit.module.css';

/** Whether the log holds: the last check, the last seal, and how to check it without trusting this machine. */
export function CheckPanel({ state }: { state: AuditState | undefined }) {
  const { t } = useTranslation('audit');
  const queries = useQueryClient();
  const check = useMutation({ mutationFn: checkAudit, onSettled: () => queries.invalidateQueries({ queryKey: stateQuery.queryKey }) });
  const result = check.data ?? state?.lastVerification ?? null;
  return (
    <Section title={t('check.title')} note={t('check.note')} actions={<Button loading={check.isPending} onClick={() => check.mutate()}>{t('check.action')}</Button>}>
      <div className={classes.check} role="status" aria-live="polite">
        {check.isPending && <p className={classes.line}>{t('check.running', { count: state?.entries ?? 0 })}</p>}
        {check.isError && <ErrorState error={check.error} onRetry={() => check.mutate()} />}
        {!check.isPending && !check.isError && (result ? <CheckResult result={result} /> : <p className={classes.line}>{t('check.notYet')}</p>)}
      </div>
      {state && <SealFacts state={state} />}
    </Section>
  );
}

function CheckResult({ result }: { result: Verification }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  return (
    <>
      <p className={classes.line}>
        <Tag tone={result.ok ? 'above' : 'below'}>{t(result.ok ? 'check.holds' : 'check.broken')}</Tag>{' '}
        {t('check.looked', { count: result.entries, formatted: format.integer(result.entries), seals: format.integer(result.seals), when: format.dateTime(result.checkedAt) })}{' '}
        {result.sealsFile === 'absent' && result.seals > 0 && t('check.noFile')}
      </p>
      {!result.ok && (
        <ul className={classes.findings}>
          {result.findings.map((finding) => (
            <li key={`${finding.kind} ${finding.from} ${finding.detail}`}>
              <strong>{t(finding.kind.startsWith('seal') ? 'finding.seal' : 'finding.entry', { count: finding.to - finding.from + 1, from: finding.from, to: finding.to })}</strong> {t(`finding.${finding.kind}`)}
            </li>
          ))}
          {result.findingCount > result.findings.length && <li>{t('finding.more', { count: result.findingCount - result.findings.length })}</li>}
        </ul>
      )}
    </>
  );
}

/** For whoever wants to keep a seal elsewhere, or check an export on another machine. */
function SealFacts({ state }: { state: AuditState }) {
  const { t } = useTranslation('audit');
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const seal = state.lastSeal;
  return (
    <>
      <p className={classes.line}>
        {seal ? <>{t('seal.last', { number: seal.number, seq: seal.seq })} <When at={seal.sealedAt} />.</> : t('seal.none')}{' '}
        <button type="button" className={classes.quiet} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'seal.less' : 'seal.more')}</button>
      </p>
      <div id={id} hidden={!isOpen} className={classes.facts}>
        <p>{t('seal.advice')}</p>
        {seal && <Copyable label={t('seal.line')} text={JSON.stringify(seal)} />}
        <Copyable label={t('seal.publicKey')} text={state.publicKey} />
        <Copyable label={t('seal.command')} text={`momente audit verify export.jsonl --public-key ${state.publicKey} --seals seals.jsonl`} />
      </div>
    </>
  );
}

function Copyable({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation('audit');
  return (
    <div className={classes.copyable}>
      <span className={classes.label}>{label}</span>
      <code className={classes.code} tabIndex={0} aria-label={label}>{text}</code>
      <CopyButton value={text}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy} aria-label={t('seal.copyOf', { label })}>{t(copied ? 'seal.copied' : 'seal.copy')}</Button>}</CopyButton>
    </div>
  );
}
