import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Preview } from '../inlets.contract.ts';
import classes from './inlets.module.css';

/** What would become of the example. */
export function MappingPreview({ preview: { mapped, refusedBecause }, isReady }: { preview: Preview; isReady: boolean }) {
  const { t } = useTranslation('inlets');
  const format = useFormat();
  if (!isReady) return <p className={classes.soft} role="status">{t('map.notYet')}</p>;
  if (mapped === null) return <p className={classes.soft} role="status"><strong>{t('map.refused')}</strong> {refusedBecause}</p>;
  return (
    <div role="status">
      <dl className={classes.facts}>
        <dt>{t('map.becomes')}</dt><dd>{mapped.event}</dd>
        <dt>{t('map.of')}</dt><dd>{mapped.identifiers.map(({ kind, value }) => `${kind}: ${value}`).join(' · ')}</dd>
        <dt>{t('map.when')}</dt><dd>{mapped.at === null ? t('map.onArrival') : format.dateTime(mapped.at)}</dd>
        {Object.entries(mapped.properties).map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>])}
      </dl>
    </div>
  );
}
