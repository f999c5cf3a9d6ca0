import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import type { Inspection, Profile, TargetKey } from '../imports.contract.ts';
import { targetOf, targets } from '../targets.logic.ts';
import { reasonsFor } from './outcome/reasons.logic.ts';
import classes from './imports.module.css';

interface TargetChoiceProps {
  inspection: Inspection;
  profile: Profile;
  /** What every target would make of the file, for the reasons. */
  suggested: ReadonlyMap<TargetKey, Profile>;
  onChoose: (target: TargetKey) => void;
}

/** What the file holds: the guess as a sentence with its reasons, and a way to say otherwise. */
export function TargetChoice({ inspection, profile, suggested, onChoose }: TargetChoiceProps) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const best = inspection.targets[0]?.target;
  const language = i18n.language === 'de' ? 'de' : 'en';
  const { fields, scores } = reasonsFor(suggested.get(profile.target) ?? profile, language);
  const reasons = [...fields.slice(0, 4), ...(scores > 0 ? [t('what.scores', { count: scores })] : [])];
  return (
    <section className={classes.panel} aria-labelledby="what">
      <h2 id="what" className={classes.what}>{profile.target === best ? t('what.guess', { name: t(`target.${profile.target}.like`) }) : t('what.chosen', { name: t(`target.${profile.target}.name`) })}</h2>
      <p className={classes.note}>
        {reasons.length > 0 && profile.target === best ? `${t('what.reasons', { reasons: format.list(reasons) })} ` : ''}{language === 'de' ? targetOf(profile.target).hintDe : targetOf(profile.target).hintEn}{' '}
        <button type="button" className={classes.link} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'what.keep' : 'what.change')}</button>
      </p>
      {isOpen && (
        <div className={classes.targets} role="radiogroup" aria-labelledby="what">
          {targets.map(({ key, hintDe, hintEn }) => (
            <button key={key} type="button" role="radio" aria-checked={key === profile.target} className={classes.target} onClick={() => { onChoose(key); setOpen(false); }}>
              <span className={classes.targetName}>{t(`target.${key}.name`)}{key === best && <Tag tone="accent">{t('column.suggested')}</Tag>}</span>
              <span className={classes.targetText}>{language === 'de' ? hintDe : hintEn}</span>
            </button>
          ))}
        </div>
      )}
    </section>
  );
}
