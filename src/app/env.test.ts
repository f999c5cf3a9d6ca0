import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

const complaint = (source: Record<string, string>) => {
  try {
    readEnv(source);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('the settings in the environment', () => {
  it('have a default for everything', () => {
    expect(readEnv({})).toMatchObject({ port: 3000, host: '127.0.0.1', databaseUrl: undefined, clickhouseUrl: undefined, publicUrl: 'http://localhost:3000', defaultCountry: 'DE', admin: undefined, logLevel: 'warn' });
  });
  it('that are empty count as not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '', MOMENTE_ADMIN_EMAIL: '', MOMENTE_ADMIN_PASSWORD: '' })).toMatchObject({ port: 3000, databaseUrl: undefined, admin: undefined });
  });
  it.each([
    ['PORT', 'eighty', 'PORT must be a number, e.g. 3000'],
    ['PORT', '70000', 'PORT must be a port between 1 and 65535'],
    ['DATABASE_URL', 'mysql://x', 'DATABASE_URL must look like postgres://user:password@host:5432/database'],
    ['CLICKHOUSE_URL', 'localhost:8123', 'CLICKHOUSE_URL must look like http://user:password@host:8123/database'],
    ['MOMENTE_PUBLIC_URL', 'momente', 'MOMENTE_PUBLIC_URL must be an address such as https://momente.example.de'],
    ['MOMENTE_COUNTRY', 'Germany', 'MOMENTE_COUNTRY must be a two-letter country code such as DE'],
    ['MOMENTE_API_KEY', 'short', 'MOMENTE_API_KEY must have at least 16 characters'],
    ['MOMENTE_WRITE_KEY', 'short', 'MOMENTE_WRITE_KEY must have at least 8 characters'],
  ])('say what to do about %s=%s', (name, value, expected) => {
    expect(complaint({ [name]: value })).toContain(expected);
  });
  it('name every mistake at once', () => {
    expect(complaint({ PORT: 'x', DATABASE_URL: 'x', MOMENTE_COUNTRY: 'x' })?.split('\n')).toHaveLength(5);
  });
  it('need e-mail and password of the administrator together', () => {
    expect(complaint({ MOMENTE_ADMIN_EMAIL: 'a@b.de' })).toContain('MOMENTE_ADMIN_EMAIL and MOMENTE_ADMIN_PASSWORD must be set together, or neither');
    expect(readEnv({ MOMENTE_ADMIN_EMAIL: 'a@b.de', MOMENTE_ADMIN_PASSWORD: 'long enough' }).admin).toEqual({ email: 'a@b.de', password: 'long enough' });
  });
  it('never repeat a secret in a complaint', () => {
    expect(complaint({ MOMENTE_API_KEY: 'geheim-7', MOMENTE_ADMIN_PASSWORD: 'pw-77', DATABASE_URL: 'mysql://root:sesam@x' })).not.toMatch(/geheim|pw-77|sesam/);
  });
});
