import { useState } from 'react';
import { Button, Group, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { writeQuery } from '../../../ui/api.ts';
import { Section } from '../../../ui/page/Section.tsx';
import type { Placement } from '../placements.contract.ts';
import { askableQuery } from './placement-queries.ts';
import classes from './placements.module.css';

/** The placement as visitors meet it: the real script on a page of ours, as it was saved last. */
export function PreviewPane({ placement: { id, survey, rules, version } }: { placement: Placement }) {
  const { t, i18n } = useTranslation('placements');
  const [width, setWidth] = useState('desktop');
  const [round, setRound] = useState(0);
  const surveys = useQuery(askableQuery).data;
  const isAskable = surveys === undefined || surveys.some(({ code, state }) => code === survey && state === 'open');
  const address = `/widget/test${writeQuery({ placement: id, lang: i18n.language === 'de' ? 'de' : 'en', event: rules.trigger.on === 'event' ? rules.trigger.event : '' })}`;
  return (
    <div className={classes.preview}>
      <Section title={t('preview.title')} note={isAskable ? t('preview.note') : t('preview.notOpen')}>
        <Group justify="space-between" mb="xs">
          <SegmentedControl size="xs" aria-label={t('preview.width')} value={width} onChange={setWidth} data={['desktop', 'phone'].map((value) => ({ value, label: t(`preview.${value}`) }))} />
          <Group gap="xs">
            <Button size="xs" variant="subtle" onClick={() => setRound(round + 1)}>{t('preview.again')}</Button>
            <Button size="xs" variant="subtle" component="a" href={address} target="_blank" rel="noreferrer">{t('preview.window')}</Button>
          </Group>
        </Group>
        {/* oxlint-disable-next-line react/iframe-missing-sandbox -- a page of ours, which asks with the session of whoever looks */}
        <iframe key={`${version} ${round}`} className={`${classes.frame} ${width === 'phone' ? classes.phone : ''}`} src={address} title={t('preview.title')} />
      </Section>
    </div>
  );
}
