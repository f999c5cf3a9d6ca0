import { expect, it } from 'vitest';
import { bodyOf, draftOf } from './pickup-draft.logic.ts';

it('sends only the fields of the chosen place, and no secret that was not typed', () => {
  const draft = { ...draftOf(null, 'kunden'), name: ' Nachts ', host: 'sftp.example', hostKey: 'SHA256:x', userName: 'momente' };
  expect(bodyOf(draft)).toEqual({ name: 'Nachts', pattern: '*.csv', cron: '0 3 * * *', timeZone: 'Europe/Berlin', profileName: 'kunden', afterwards: 'move', place: { kind: 'folder', path: '' } });
  expect(bodyOf({ ...draft, kind: 'sftp' })).not.toHaveProperty('password');
  expect(bodyOf({ ...draft, kind: 'sftp', password: 'geheim' })).toMatchObject({ password: 'geheim', place: { kind: 'sftp', host: 'sftp.example', port: 22, userName: 'momente', path: '', hostKey: 'SHA256:x' } });
});
