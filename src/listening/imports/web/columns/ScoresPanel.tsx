import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Inspection, Profile, Question, ScoreUse } from '../../imports.contract.ts';
import { changeScores } from '../draft.logic.ts';
import { NotApplicable } from './NotApplicable.tsx';
import classes from '../imports.module.css';

interface ScoresPanelProps {
  profile: Profile;
  inspection: Inspection;
  questions: readonly Question[];
  onChange: (profile: Profile) => void;
}

/** The scale of all rating columns at once: in most files they share it. */
export function ScoresPanel({ profile, inspection, questions, onChange }: ScoresPanelProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const scored = profile.columns.filter(({ use, values }) => use.as === 'score' && values === undefined);
  const uses = scored.flatMap(({ use }) => (use.as === 'score' ? [use] : []));
  const [first] = uses;
  if (!first || uses.length < 2) return null;
  const isSame = uses.every((use) => sameScale(use, first));
  const zeros = scored.reduce((sum, { position }) => sum + (inspection.columns[position]?.distinct?.find(({ value }) => value === '0')?.n ?? 0), 0);
  const asksZero = questions.some(({ code }) => code === 'score.not_applicable') && zeros > 0;
  return (
    <section className={classes.panel}>
      <h3>{t('scores.title', { count: uses.length })}</h3>
      <p className={classes.note}>{t(isSame ? 'scores.note' : 'scores.mixed')}</p>
      <div className={classes.fields}>
        <NumberInput label={t('score.worst')} value={isSame ? first.worst : ''} onChange={(value) => { if (typeof value === 'number') onChange(changeScores(profile, { worst: value })); }} />
        <NumberInput label={t('score.best')} value={isSame ? first.best : ''} onChange={(value) => { if (typeof value === 'number') onChange(changeScores(profile, { best: value })); }} />
        <NotApplicable marks={isSame ? first.notApplicable : []} onChange={(notApplicable) => onChange(changeScores(profile, { notApplicable }))} />
      </div>
      {asksZero && <p className={classes.note}>{t(first.notApplicable.includes(0) ? 'scores.zeroLeft' : 'scores.zeroCounts', { formatted: format.integer(zeros), rows: format.integer(inspection.sampledRows) })}</p>}
    </section>
  );
}

const sameScale = (a: ScoreUse, b: ScoreUse): boolean => a.worst === b.worst && a.best === b.best && a.notApplicable.join() === b.notApplicable.join();
