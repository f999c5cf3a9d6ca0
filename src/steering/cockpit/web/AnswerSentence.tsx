import { Trans, useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { useCan } from '../../../ui/session.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Cockpit } from '../cockpit.contract.ts';
import { type Days, isHouseEmpty, judgeChange } from './cockpit-words.logic.ts';
import classes from './cockpit.module.css';

/** The answer to the page's question in two sentences. */
export function AnswerSentence({ cockpit, days }: { cockpit: Cockpit; days: Days }) {
  const { t } = useTranslation('cockpit');
  const maySeeTouchpoints = useCan('read', 'touchpoint');
  if (isHouseEmpty(cockpit)) return t('answer.empty');
  return <><Score cockpit={cockpit} days={days} />{maySeeTouchpoints && <> <Worst cockpit={cockpit} days={days} /></>}</>;
}

function Score({ cockpit: { nps }, days }: { cockpit: Cockpit; days: Days }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const period = t(`period.in${days}`);
  if (nps.nps === null) return t('answer.tooFew', { period, n: format.integer(nps.customers), needed: format.integer(nps.minimum) });
  const kind = judgeChange(nps.change);
  const change = kind === null ? '' : t(`change.${kind}`, { before: t(`period.before${days}`) });
  return <Trans t={t} i18nKey={kind === null ? 'answer.npsAlone' : 'answer.nps'} values={{ period, nps: format.signed(nps.nps, 0), change }} components={{ b: <strong /> }} />;
}

function Worst({ cockpit: { shortfalls, nps }, days }: { cockpit: Cockpit; days: Days }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  const worst = shortfalls[0];
  if (!worst) return nps.nps === null ? null : t('answer.noShortfall');
  if (worst.expectation === null || worst.experience === null) return null;
  return (
    <Trans
      t={t} i18nKey="answer.worst" values={{ name: worst.name, expectation: format.decimal(worst.expectation), experience: format.decimal(worst.experience) }}
      components={{ b: <strong />, place: <AppLink className={classes.inText ?? ''} to={`/touchpoints/${worst.code}?period=${days}`}>{worst.name}</AppLink> }}
    />
  );
}
