import { Button } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Identifier, Link } from '../identity.contract.ts';
import { refusalKey } from './link-words.logic.ts';
import { useKindName } from './useKindName.ts';
import classes from './identity.module.css';

interface LinkCardProps {
  link: Link;
  /** Missing where the reader may not take links apart. */
  onUnmerge?: () => void;
}

/** One link: which two identifiers, why, since when, by whom; for refused ones why not. */
export function LinkCard({ link, onUnmerge }: LinkCardProps) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const isByHand = link.rule === 'manual';
  const source = link.source === 'user' ? t('source.user') : link.source;
  const why = t(isByHand && link.actor ? 'why.manualBy' : `why.${link.rule}`, { source, actor: link.actor ?? '', interpolation: { escapeValue: false } });
  return (
    <li className={classes.link} data-state={link.state}>
      <div className={classes.ends}>
        <End identifier={link.from} />
        <IconArrowsLeftRight size={16} stroke={1.6} className={classes.arrow} role="img" aria-label={t(`joins.${link.state}`)} />
        <End identifier={link.to} />
      </div>
      <div className={classes.reason}>
        <p>
          {link.state === 'refused' && <><Tag tone="below">{t('state.refused')}</Tag> {t(`refused.${refusalKey(link.refusedBecause)}`, { reason: link.refusedBecause ?? '' })} </>}
          {link.state === 'removed' && <><Tag>{t('state.removed')}</Tag> </>}
          {why} <span className={classes.soft}>{format.dateTime(link.at)}</span>
        </p>
        {link.reason && <p className={classes.given}>{t('given', { reason: link.reason })}</p>}
      </div>
      {onUnmerge && link.state === 'active' && <Button variant="default" size="xs" className={classes.unmerge ?? ''} onClick={onUnmerge}>{t('unmerge.action')}</Button>}
    </li>
  );
}

function End({ identifier: { kind, value } }: { identifier: Identifier }) {
  const kindName = useKindName();
  return <span className={classes.end}><span className={classes.endKind}>{kindName(kind)}</span><span className={classes.endValue}>{value}</span></span>;
}
