import { describe, expect, it } from 'vitest';
import { judgePassword } from './password.logic.ts';

describe('judging a new password', () => {
  it('says how many characters are missing', async () => {
    expect(await judgePassword('kurz', [])).toEqual({ kind: 'tooShort', missing: 4 });
  });
  it.each(['seven green kettles', 'zwölf lang.🙂', 'blaue Kaffeetasse im Regen', 'welcome to the moon palace', 'qqqrrtuzmbvxk'])('accepts %s without asking for kinds of characters', async (password) => {
    expect(await judgePassword(password, [])).toMatchObject({ kind: 'acceptable' });
  });
  it.each(['Password12345', 'Passwort!', 'Sommer2024!', 'iloveyou1990', 'Fussball1'])('refuses %s although it has several kinds of characters', async (password) => {
    expect(await judgePassword(password, [])).toEqual({ kind: 'common' });
  });
  it.each(['anna.schmidt1', 'AnnaSchmidt2024', 'nordfunk1', 'schmidt-anna'])('refuses %s, which is made of the own name or address', async (password) => {
    expect(await judgePassword(password, ['Anna Schmidt', 'anna.schmidt@nordfunk.example'])).toEqual({ kind: 'personal' });
  });
  it('refuses the name of the product', async () => {
    expect((await judgePassword('momente123456', [])).kind).not.toBe('acceptable');
  });
  it.each(['aaaaaaaaaaaaaaaaaa', 'abcdefghijklm', 'abcabcabcabc'])('refuses %s as a repetition or row', async (password) => {
    expect(await judgePassword(password, [])).toEqual({ kind: 'repeated' });
  });
  it('judges 200 characters in far less than a sign-in takes, whatever they are', async () => {
    expect((await judgePassword('x'.repeat(200), [])).kind).toBe('repeated');
    expect((await judgePassword('ab12cd34'.repeat(25), [])).kind).not.toBe('tooShort');
  });
});
