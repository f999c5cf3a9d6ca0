import { Fragment } from 'react';
import { useQuery } from '@tanstack/react-query';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../../../ui/address.ts';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { PageSkeleton } from '../../../ui/page/Skeletons.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { usePathParam, useUrlState } from '../../../ui/url-state.ts';
import type { Import } from '../imports.contract.ts';
import { AssignStep } from './AssignStep.tsx';
import { BringStep } from './BringStep.tsx';
import { CheckStep } from './CheckStep.tsx';
import { importQuery } from './import-queries.ts';
import { mayAssign, type Step, stepOf, steps } from './wizard.logic.ts';
import classes from './imports.module.css';

const defaults = { step: '' };

/** One import from its file to its end. Where it stands, the server knows: a reload loses nothing. */
export function ImportPage() {
  const { t } = useTranslation('imports');
  const id = usePathParam('importId');
  const one = useQuery(importQuery(id));
  if (one.isError && one.data === undefined) {
    return (
      <>
        <PageHeader back={{ to: '/listening/imports', label: t('list.title') }} question={t('one.title')} />
        <ErrorState error={one.error} onRetry={() => void one.refetch()} />
      </>
    );
  }
  return (
    <Loaded query={one} skeleton={<PageSkeleton />}>
      {(data) => <Wizard key={data.id} one={data} title={t(`one.question.${data.state}`)} />}
    </Loaded>
  );
}

function Wizard({ one, title }: { one: Import; title: string }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [address, setAddress] = useUrlState(defaults);
  const step = stepOf(one, address.step);
  const show = (wanted: Step) => setAddress({ step: wanted === 'assign' ? 'assign' : '' });
  return (
    <>
      <PageHeader
        back={{ to: '/listening/imports', label: t('list.title') }} question={step === 'assign' ? t('one.assign') : title} title={one.name}
        answer={<span className={classes.fileLine}>{one.name} · {t('one.size', { size: fileSize(one.fileBytes, format.decimal) })}</span>}
      />
      <StepStrip step={step} one={one} onShow={show} />
      {step === 'assign' && <AssignStep one={one} onChecking={() => setAddress({ step: '' })} />}
      {step === 'check' && <CheckStep one={one} onBack={() => show('assign')} />}
      {step === 'bring' && <BringStep one={one} />}
    </>
  );
}

function StepStrip({ step, one, onShow }: { step: Step; one: Import; onShow: (step: Step) => void }) {
  const { t } = useTranslation('imports');
  const go = useGo();
  const at = steps.indexOf(step);
  const isOver = one.state === 'done' || one.state === 'undone';
  const wayTo = (wanted: Step): (() => void) | null => {
    if (wanted === step) return null;
    if (wanted === 'file') return () => go('/listening/imports');
    if (wanted === 'assign' && mayAssign(one)) return () => onShow('assign');
    if (wanted === 'check' && one.state === 'checked') return () => onShow('check');
    return null;
  };
  return (
    <ol className={classes.steps} aria-label={t('step.label')}>
      {steps.map((each, index) => {
        const isDone = index < at || isOver;
        const way = wayTo(each);
        return (
          <li key={each} className={classes.step} data-state={index === at && !isOver ? 'here' : isDone ? 'done' : 'ahead'} aria-current={index === at ? 'step' : undefined}>
            <span className={classes.stepMark} aria-hidden="true">{isDone ? <IconCheck size={14} stroke={2} /> : index + 1}</span>
            <Fragment>{way ? <button type="button" onClick={way}>{t(`step.${each}`)}</button> : t(`step.${each}`)}</Fragment>
          </li>
        );
      })}
    </ol>
  );
}

function fileSize(bytes: number, decimal: (value: number, decimals?: number) => string): string {
  if (bytes < 1_000_000) return `${decimal(Math.max(1, bytes / 1000), 0)} kB`;
  return bytes < 1e9 ? `${decimal(bytes / 1e6)} MB` : `${decimal(bytes / 1e9)} GB`;
}
