import { useState } from 'react';
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Skeleton } from '../../../ui/page/Skeletons.tsx';
import { useCan } from '../../../ui/session.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import type { Definition } from '../definition.contract.ts';
import type { Version } from '../drafts/drafts.contract.ts';
import type { Survey } from '../surveys.contract.ts';
import { ChangeList } from './editor/ChangeList.tsx';
import { PreviewFrame } from './editor/PreviewFrame.tsx';
import { versionQuery, versionsQuery } from './survey-queries.ts';
import classes from './surveys.module.css';

interface VersionsPanelProps {
  survey: Survey;
  /** Goes on from an older version: it becomes the draft. */
  onTake: (definition: Definition, version: number) => void;
}

/** What customers got when, and what each change did to comparing figures. */
export function VersionsPanel({ survey, onTake }: VersionsPanelProps) {
  const { t } = useTranslation('surveys');
  const versions = useQuery(versionsQuery(survey.code));
  const [shown, setShown] = useState<number | null>(null);
  return (
    <Loaded query={versions} skeleton={<Skeleton lines={4} heightPx={40} />} isEmpty={({ items }) => items.length === 0} empty={<EmptyState>{t('versions.empty')}</EmptyState>}>
      {({ items }) => (
        <>
          <ol className={classes.versions}>{items.map((version) => <VersionItem key={version.version} version={version} survey={survey} onShow={() => setShown(version.version)} onTake={onTake} />)}</ol>
          <VersionDialog survey={survey} version={shown} onClose={() => setShown(null)} />
        </>
      )}
    </Loaded>
  );
}

function VersionItem({ version: { version, publishedAt, publishedBy, note, comparability }, survey, onShow, onTake }: { version: Version; survey: Survey; onShow: () => void; onTake: VersionsPanelProps['onTake'] }) {
  const { t } = useTranslation('surveys');
  const mayUpdate = useCan('update', 'survey');
  const [isOpen, setOpen] = useState(false);
  const whole = useQuery({ ...versionQuery(survey.code, version), enabled: isOpen });
  const take = useQuery({ ...versionQuery(survey.code, version), enabled: false });
  const breaking = comparability.filter(({ breaksComparison }) => breaksComparison).length;
  return (
    <li className={classes.version}>
      <div className={classes.versionHead}>
        <strong>{t('versions.version', { version })}</strong>
        {version === survey.publishedVersion && <Tag tone="accent">{t('versions.now')}</Tag>}
        <span className={classes.soft}><When at={publishedAt} as="dateTime" />{publishedBy !== '' && <> · {publishedBy}</>}</span>
        <span className={classes.versionActions}>
          <Button variant="subtle" size="compact-sm" onClick={onShow}>{t('versions.show')}</Button>
          {mayUpdate && <Button variant="subtle" size="compact-sm" onClick={() => void take.refetch().then(({ data }) => { if (data) onTake(data.definition, version); })}>{t('versions.take')}</Button>}
        </span>
      </div>
      {note !== '' && <p className={classes.versionNote}>{note}</p>}
      {comparability.length > 0 && (
        <>
          <button type="button" className={classes.disclosure} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{breaking > 0 ? t('versions.breaks', { count: breaking }) : t('versions.keeps', { count: comparability.length })}</button>
          {isOpen && whole.data && <ChangeList changes={comparability} definition={whole.data.definition} other={null} />}
        </>
      )}
    </li>
  );
}

function VersionDialog({ survey, version, onClose }: { survey: Survey; version: number | null; onClose: () => void }) {
  const { t, i18n } = useTranslation(['surveys', 'ui']);
  const whole = useQuery({ ...versionQuery(survey.code, version ?? 0), enabled: version !== null });
  return (
    <Modal opened={version !== null} onClose={onClose} title={t('versions.version', { version })} size={500} closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      {version !== null && <Loaded query={whole}>{({ definition }) => <div className={classes.versionPreview}><PreviewFrame definition={definition} theme={survey.theme} language={i18n.language} device="phone" widthPx={375} heightPx={660} scale={0.95} /></div>}</Loaded>}
    </Modal>
  );
}
