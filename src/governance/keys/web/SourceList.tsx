import { useState } from 'react';
import { Button, Collapse, CopyButton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Source } from '../keys.contract.ts';
import { SourceCode } from './SourceCode.tsx';
import classes from './keys.module.css';

export function SourceList({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation('keys');
  const sources = useQuery({ queryKey: ['sources'], queryFn: ({ signal }) => api.get<{ items: Source[] }>('/api/sources', { query: { limit: 500 }, signal }) });
  const [revoked, setRevoked] = useState<Source | null>(null);
  return (
    <Section title={t('source.title')} note={t('source.note')} actions={sources.data?.items.length ? <Button onClick={onAdd}>{t('source.add')}</Button> : undefined}>
      <Loaded query={sources} isEmpty={({ items }) => items.length === 0} empty={<EmptyState action={{ label: t('source.add'), onClick: onAdd }}>{t('source.empty')}</EmptyState>}>
        {({ items }) => <ul className={classes.list}>{items.map((source) => <SourceRow key={source.id} source={source} onRevoke={() => setRevoked(source)} />)}</ul>}
      </Loaded>
      {revoked && <RevokeSource source={revoked} onClose={() => setRevoked(null)} />}
    </Section>
  );
}

function SourceRow({ source, onRevoke }: { source: Source; onRevoke: () => void }) {
  const { t } = useTranslation('keys');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const { name, defaultChannel, writeKey, createdAt, revokedAt, origin } = source;
  return (
    <li className={`${classes.row} ${revokedAt === null ? '' : classes.ended}`}>
      <div className={classes.line}>
        <div className={classes.who}>
          <span className={classes.strong}>{name} {origin === 'environment' && <Tag>{t('page.environment')}</Tag>} {revokedAt !== null && <Tag>{t('page.revoked')}</Tag>}</span>
          <span className={classes.soft}>{t(`channel.${defaultChannel}`)} · {revokedAt === null ? t('page.createdOn', { date: format.date(createdAt) }) : t('page.revokedOn', { date: format.date(revokedAt) })}</span>
        </div>
        {revokedAt === null && (
          <>
            <code className={classes.key} title={t('source.writeKey')}>{writeKey}</code>
            <div className={classes.deeds}>
              <CopyButton value={writeKey}>{({ copied, copy }) => <Button size="xs" variant="default" onClick={copy}>{t(copied ? 'page.copied' : 'page.copy')}</Button>}</CopyButton>
              <Button size="xs" variant="default" aria-expanded={isOpen} aria-label={t('source.codeOf', { name })} onClick={() => setOpen(!isOpen)}>{t('source.code')}</Button>
              <Button size="xs" variant="default" aria-label={t('source.revokeOf', { name })} onClick={onRevoke}>{t('source.revoke')}</Button>
            </div>
          </>
        )}
      </div>
      <Collapse expanded={isOpen && revokedAt === null}>{isOpen && revokedAt === null && <div className={classes.inset}><SourceCode source={source} /></div>}</Collapse>
    </li>
  );
}

function RevokeSource({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const tell = useTell();
  const queryClient = useQueryClient();
  const revoke = async () => {
    await api.delete(`/api/sources/${source.id}`);
    void queryClient.invalidateQueries({ queryKey: ['sources'] });
    tell(t('source.isRevoked', { name: source.name }));
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('source.revokeTitle', { name: source.name })} confirmLabel={t('source.revoke')} tone="danger" onConfirm={revoke}>
      {t('source.revokeText')} {source.origin === 'environment' && t('api.fromEnvironment')}
    </Confirm>
  );
}
