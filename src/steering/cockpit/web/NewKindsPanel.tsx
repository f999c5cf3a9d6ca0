import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { When } from '../../../ui/words/When.tsx';
import type { Cockpit } from '../cockpit.contract.ts';
import classes from './cockpit.module.css';

/** Events of this week that nobody has given a place yet. */
export function NewKindsPanel({ kinds }: { kinds: Cockpit['newKinds'] }) {
  const { t } = useTranslation('cockpit');
  const format = useFormat();
  return (
    <Section title={t('newKinds.title')} note={kinds.length > 0 ? t('newKinds.note') : undefined} actions={kinds.length > 0 && <AppLink to="/touchpoints/discover">{t('newKinds.sort')}</AppLink>}>
      {kinds.length === 0 && <p className={classes.nothing}>{t('newKinds.none')}</p>}
      <ul className={classes.kinds}>
        {kinds.map(({ kind, channel, n, firstAt }) => (
          <li key={kind}>
            <span className={classes.kindName}>{kind}</span>
            <span>{t(`timeline:channel.${channel}`, { defaultValue: channel })} · {t('newKinds.count', { count: n, formatted: format.integer(n) })} · {t('newKinds.since')} <When at={firstAt} as="date" /></span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
