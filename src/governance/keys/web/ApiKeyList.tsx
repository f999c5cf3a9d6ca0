import { useState } from 'react';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { Confirm } from '../../../ui/feedback/Confirm.tsx';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { EmptyState } from '../../../ui/page/EmptyState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { Tag } from '../../../ui/words/Tag.tsx';
import { When } from '../../../ui/words/When.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import { useRoleWords } from '../../roles/web/roles-queries.ts';
import { type ApiKey, WARN_BEFORE_DAYS } from '../keys.contract.ts';
import { RotateApiKey } from './RotateApiKey.tsx';
import { lifeOf } from './key-limits.logic.ts';
import classes from './keys.module.css';

export function ApiKeyList({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation('keys');
  const keys = useQuery({ queryKey: ['api-keys'], queryFn: ({ signal }) => api.get<{ items: ApiKey[] }>('/api/api-keys', { query: { limit: 500 }, signal }) });
  const [revoked, setRevoked] = useState<ApiKey | null>(null);
  const [rotated, setRotated] = useState<ApiKey | null>(null);
  return (
    <Section title={t('api.title')} note={t('api.note')} actions={keys.data?.items.length ? <Button variant="default" onClick={onAdd}>{t('api.add')}</Button> : undefined}>
      <Loaded query={keys} isEmpty={({ items }) => items.length === 0} empty={<EmptyState action={{ label: t('api.add'), onClick: onAdd }}>{t('api.empty')}</EmptyState>}>
        {({ items }) => <ul className={classes.list}>{items.map((key) => <ApiKeyRow key={key.id} apiKey={key} onRevoke={() => setRevoked(key)} onRotate={() => setRotated(key)} />)}</ul>}
      </Loaded>
      {revoked && <RevokeApiKey apiKey={revoked} onClose={() => setRevoked(null)} />}
      {rotated && <RotateApiKey apiKey={rotated} onClose={() => setRotated(null)} />}
    </Section>
  );
}

function ApiKeyRow({ apiKey, onRevoke, onRotate }: { apiKey: ApiKey; onRevoke: () => void; onRotate: () => void }) {
  const { t } = useTranslation('keys');
  const { nameOf } = useRoleWords();
  const format = useFormat();
  const { name, hint, role, scopes, origin, createdAt, expiresAt, lastUsedAt, revokedAt, oldKeyUntil } = apiKey;
  const [now] = useState(() => new Date());
  const life = lifeOf(apiKey, now, WARN_BEFORE_DAYS);
  const isOver = life === 'revoked' || life === 'over';
  return (
    <li className={`${classes.row} ${isOver ? classes.ended : ''}`}>
      <div className={classes.line}>
        <div className={classes.who}>
          <span className={classes.strong}>{name} {origin === 'environment' && <Tag>{t('page.environment')}</Tag>} {life === 'revoked' && <Tag>{t('page.revoked')}</Tag>} {life === 'over' && <Tag tone="below">{t('api.over')}</Tag>} {life === 'ending' && <Tag tone="below">{t('api.ending')}</Tag>}</span>
          <span className={classes.soft}>
            {nameOf(role)} · {scopes === null ? t('api.scopesAll') : scopes.join() === 'read:all' ? t('api.scopesRead') : t('api.scopesChosen', { count: scopes.length })} · {revokedAt === null ? t('page.createdOn', { date: format.date(createdAt) }) : t('page.revokedOn', { date: format.date(revokedAt) })}
            {revokedAt === null && expiresAt !== null && <> · {t('api.until', { date: format.date(expiresAt) })}</>}
            {revokedAt === null && oldKeyUntil !== null && new Date(oldKeyUntil) > now && <> · {t('api.oldWorks', { until: format.dateTime(oldKeyUntil) })}</>}
          </span>
        </div>
        <span className={classes.soft}>{t('api.begins', { hint: `${hint}…` })}</span>
        <span className={classes.soft}>{lastUsedAt === null ? t('api.unused') : <>{t('api.used')} <When at={lastUsedAt} /></>}</span>
        {revokedAt === null && (
          <div className={classes.deeds}>
            {origin === 'page' && life !== 'over' && <Button size="xs" variant="default" aria-label={t('api.rotateOf', { name })} onClick={onRotate}>{t('api.rotate')}</Button>}
            <Button size="xs" variant="default" aria-label={t('source.revokeOf', { name })} onClick={onRevoke}>{t('source.revoke')}</Button>
          </div>
        )}
      </div>
    </li>
  );
}

function RevokeApiKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const tell = useTell();
  const queryClient = useQueryClient();
  const revoke = async () => {
    await api.delete(`/api/api-keys/${apiKey.id}`);
    void queryClient.invalidateQueries({ queryKey: ['api-keys'] });
    tell(t('source.isRevoked', { name: apiKey.name }));
  };
  return (
    <Confirm isOpen onClose={onClose} title={t('api.revokeTitle', { name: apiKey.name })} confirmLabel={t('source.revoke')} tone="danger" onConfirm={revoke}>
      {t('api.revokeText')} {apiKey.origin === 'environment' && t('api.fromEnvironment')}
    </Confirm>
  );
}
