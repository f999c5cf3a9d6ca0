import { describe, expect, it } from 'vitest';
import { judgePassword } from './password.logic.ts';

describe('judging a new password', () => {
  it('asks for 12 characters and says how many are missing', () => {
    expect(judgePassword('kurz', [])).toEqual({ kind: 'tooShort', missing: 8 });
    expect(judgePassword('zwölf lang.🙂', [])).toEqual({ kind: 'acceptable' });
  });
  it('refuses what heads every list of leaked passwords', () => {
    expect(judgePassword('Password12345', [])).toEqual({ kind: 'common' });
  });
  it('refuses a password made of the own name or address', () => {
    expect(judgePassword('anna.schmidt1', ['Anna Schmidt', 'anna@nordfunk.example'])).toEqual({ kind: 'personal' });
  });
  it('refuses one letter pressed for long', () => {
    expect(judgePassword('aaaaaaaaaaaaaaaaaa', [])).toEqual({ kind: 'repeated' });
  });
  it('accepts a long sentence that contains a guessable word', () => {
    expect(judgePassword('welcome to the moon palace', [])).toEqual({ kind: 'acceptable' });
  });
});
