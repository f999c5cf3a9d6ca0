import type { Pickup, PickupInput } from '../../imports.contract.ts';

/** The fields of the form, flat: those of the other kind of place keep what was typed. */
export interface PickupDraft {
  name: string;
  kind: 'folder' | 'sftp';
  path: string;
  host: string;
  port: number;
  userName: string;
  password: string;
  privateKey: string;
  hostKey: string;
  pattern: string;
  cron: string;
  timeZone: string;
  profileName: string;
  afterwards: PickupInput['afterwards'];
}

/** Times that most people want; in cron's words. */
export const usualTimes = [{ key: 'hourly', cron: '5 * * * *' }, { key: 'daily', cron: '0 3 * * *' }, { key: 'weekly', cron: '0 6 * * 1' }] as const;

export function draftOf(pickup: Pickup | null, profileName: string): PickupDraft {
  const place = pickup?.place;
  const sftp = place?.kind === 'sftp' ? place : null;
  return {
    name: pickup?.name ?? '', kind: place?.kind ?? 'folder', path: place?.path ?? '', host: sftp?.host ?? '', port: sftp?.port ?? 22, userName: sftp?.userName ?? '', hostKey: sftp?.hostKey ?? '',
    password: '', privateKey: '', pattern: pickup?.pattern ?? '*.csv', cron: pickup?.cron ?? '0 3 * * *', timeZone: pickup?.timeZone ?? 'Europe/Berlin',
    profileName: pickup?.profileName ?? profileName, afterwards: pickup?.afterwards ?? 'move',
  };
}

/** What is sent. Secrets that were not typed anew are left out, so that the server keeps the old ones. */
export function bodyOf(draft: PickupDraft): Omit<PickupInput, 'paused' | 'password' | 'privateKey'> & { password?: string; privateKey?: string } {
  const { name, kind, path, host, port, userName, password, privateKey, hostKey, pattern, cron, timeZone, profileName, afterwards } = draft;
  const isSftp = kind === 'sftp';
  return {
    name: name.trim(), pattern: pattern.trim(), cron: cron.trim(), timeZone, profileName, afterwards,
    place: isSftp ? { kind, host: host.trim(), port, userName: userName.trim(), path: path.trim(), hostKey: hostKey.trim() } : { kind, path: path.trim() },
    ...(isSftp && password !== '' ? { password } : {}), ...(isSftp && privateKey !== '' ? { privateKey } : {}),
  };
}
