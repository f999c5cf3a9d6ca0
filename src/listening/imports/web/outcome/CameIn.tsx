import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { useGo } from '../../../../ui/address.ts';
import { useCan } from '../../../../ui/session.tsx';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Import, TargetKey } from '../../imports.contract.ts';
import { Figures } from './Figures.tsx';
import { Refused } from './Refused.tsx';
import { SaveProfile } from '../SaveProfile.tsx';
import { SetTargets } from './SetTargets.tsx';
import { UndoImport } from './UndoImport.tsx';
import classes from '../imports.module.css';

/** Where somebody goes on from what came in; the first is the one to take. */
const ways: Record<TargetKey, readonly { key: string; to: string; can: [string, string] }[]> = {
  scores: [{ key: 'ranking', to: '/touchpoints?period=all', can: ['read', 'touchpoint'] }, { key: 'answers', to: '/listening/answers', can: ['read', 'answer'] }, { key: 'more', to: '/listening/imports', can: ['create', 'import'] }],
  customers: [{ key: 'customers', to: '/customers', can: ['read', 'customer'] }, { key: 'contacts', to: '/listening/imports', can: ['create', 'import'] }],
  accounts: [{ key: 'customers', to: '/customers', can: ['read', 'customer'] }, { key: 'more', to: '/listening/imports', can: ['create', 'import'] }],
  contracts: [{ key: 'customers', to: '/customers', can: ['read', 'customer'] }, { key: 'more', to: '/listening/imports', can: ['create', 'import'] }],
  devices: [{ key: 'customers', to: '/customers', can: ['read', 'customer'] }, { key: 'more', to: '/listening/imports', can: ['create', 'import'] }],
  interactions: [{ key: 'discover', to: '/touchpoints/discover', can: ['read', 'touchpoint'] }, { key: 'timelines', to: '/customers', can: ['read', 'customer'] }, { key: 'more', to: '/listening/imports', can: ['create', 'import'] }],
  touchpoints: [{ key: 'inventory', to: '/touchpoints/inventory', can: ['read', 'touchpoint'] }, { key: 'scores', to: '/listening/imports', can: ['create', 'import'] }],
};

/** The end: what came in, what was left out, and where to go from here. */
export function CameIn({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { counts, target } = one;
  const came = counts.new + counts.changed + counts.merged;
  const values = { formatted: format.integer(came), what: target ? t(`target.${target}.name`) : '', count: came, unchanged: format.integer(counts.unchanged), refused: format.integer(counts.refused) };
  const key = came === 0 ? 'came.nothing' : counts.refused > 0 ? 'came.some' : 'came.all';
  return (
    <>
      <p className={classes.big} role="status"><Trans t={t} i18nKey={key} values={values} components={{ b: <strong /> }} shouldUnescape={false} tOptions={{ interpolation: { escapeValue: false } }} /></p>
      {target && <SetTargets one={one} />}
      {target && <Ways target={target} />}
      <Figures counts={counts} />
      {counts.refused > 0 && <Refused one={one} note={t('refused.again')} />}
      <div className={classes.stack}>
        <SaveProfile one={one} />
        <div className={classes.row}><UndoImport one={one} /><span className={classes.note}>{t('came.undoNote')}</span></div>
      </div>
    </>
  );
}

function Ways({ target }: { target: TargetKey }) {
  return <ul className={classes.next}>{ways[target].map((way, index) => <WayOn key={way.key} way={way} isFirst={index === 0} />)}</ul>;
}

function WayOn({ way, isFirst }: { way: (typeof ways)[TargetKey][number]; isFirst: boolean }) {
  const { t } = useTranslation('imports');
  const go = useGo();
  if (!useCan(...way.can)) return null;
  return (
    <li className={classes.nextCard}>
      <h3>{t(`way.${way.key}.title`)}</h3>
      <p>{t(`way.${way.key}.text`)}</p>
      <div><Button variant={isFirst ? 'filled' : 'default'} onClick={() => go(way.to)}>{t(`way.${way.key}.action`)}</Button></div>
    </li>
  );
}
