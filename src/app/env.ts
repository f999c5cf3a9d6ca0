import { resolve } from 'node:path';
import { z } from 'zod';

const emptyAsMissing = (value: unknown) => (value === '' ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(emptyAsMissing, schema.optional());

const schema = z.object({
  MOMENTE_DATA: z.preprocess(emptyAsMissing, z.string().default('./data')),
  PORT: z.preprocess(emptyAsMissing, z.coerce.number({ error: 'must be a number, e.g. 3000' }).int().min(0).max(65_535, 'must be a port between 1 and 65535').default(3000)),
  HOST: z.preprocess(emptyAsMissing, z.string().default('127.0.0.1')),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\/\S+$/, 'must look like postgres://user:password@host:5432/database')),
  CLICKHOUSE_URL: optional(z.string().regex(/^https?:\/\/\S+$/, 'must look like http://user:password@host:8123/database')),
  MOMENTE_PUBLIC_URL: optional(z.url({ error: 'must be an address such as https://momente.example.de' })),
  MOMENTE_COUNTRY: z.preprocess(emptyAsMissing, z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code such as DE').default('DE')),
  MOMENTE_ADMIN_EMAIL: optional(z.email({ error: 'must be an e-mail address' })),
  MOMENTE_ADMIN_PASSWORD: optional(z.string().min(8, 'must have at least 8 characters')),
  MOMENTE_API_KEY: optional(z.string().min(16, 'must have at least 16 characters')),
  MOMENTE_WRITE_KEY: optional(z.string().min(8, 'must have at least 8 characters')),
  MOMENTE_SECRET_KEY: optional(z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 random bytes in base64, e.g. from: openssl rand -base64 32')),
  MOMENTE_SMTP_URL: optional(z.string().regex(/^smtps?:\/\/\S+$/, 'must look like smtp://user:password@host:587?from=momente@example.de')),
  MOMENTE_ALLOW_INTERNAL_ADDRESSES: z.preprocess(emptyAsMissing, z.enum(['true', 'false']).default('false')),
  MOMENTE_IMPORT_FOLDER: optional(z.string()),
  MOMENTE_DEMO_CUSTOMERS: optional(z.coerce.number({ error: 'must be a number, e.g. 2000' }).int().min(200, 'must be at least 200').max(200_000, 'must be at most 200000')),
  MOMENTE_LOG: z.preprocess(emptyAsMissing, z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn')),
});

export interface Env {
  dataFolder: string;
  port: number;
  host: string;
  databaseUrl: string | undefined;
  clickhouseUrl: string | undefined;
  publicUrl: string;
  defaultCountry: string;
  admin: { email: string; password: string } | undefined;
  apiKey: string | undefined;
  writeKey: string | undefined;
  /** Base64 of the key under which secrets are kept; without it one is made in the data folder. */
  secretKey: string | undefined;
  smtpUrl: string | undefined;
  allowsInternalAddresses: boolean;
  /** Below it imports may be picked up on a schedule. */
  importFolder: string | undefined;
  /** Size of the demo company; 20,000 unless given. */
  demoCustomers: number | undefined;
  logLevel: string;
}

/** Reads the environment once; the only place that does. @throws Error whose message says for each variable what to do */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(source);
  const complaints = parsed.success ? [] : parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  if (parsed.success && (parsed.data.MOMENTE_ADMIN_EMAIL === undefined) !== (parsed.data.MOMENTE_ADMIN_PASSWORD === undefined)) complaints.push('  MOMENTE_ADMIN_EMAIL and MOMENTE_ADMIN_PASSWORD must be set together, or neither');
  if (!parsed.success || complaints.length > 0) throw new Error(`The settings in the environment are not right:\n${complaints.join('\n')}\nCorrect them and start again.`);
  const { data } = parsed;
  return {
    dataFolder: resolve(data.MOMENTE_DATA),
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    clickhouseUrl: data.CLICKHOUSE_URL,
    publicUrl: (data.MOMENTE_PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ''),
    defaultCountry: data.MOMENTE_COUNTRY,
    admin: data.MOMENTE_ADMIN_EMAIL && data.MOMENTE_ADMIN_PASSWORD ? { email: data.MOMENTE_ADMIN_EMAIL, password: data.MOMENTE_ADMIN_PASSWORD } : undefined,
    apiKey: data.MOMENTE_API_KEY,
    writeKey: data.MOMENTE_WRITE_KEY,
    secretKey: data.MOMENTE_SECRET_KEY,
    smtpUrl: data.MOMENTE_SMTP_URL,
    allowsInternalAddresses: data.MOMENTE_ALLOW_INTERNAL_ADDRESSES === 'true',
    demoCustomers: data.MOMENTE_DEMO_CUSTOMERS,
    importFolder: data.MOMENTE_IMPORT_FOLDER === undefined ? undefined : resolve(data.MOMENTE_IMPORT_FOLDER),
    logLevel: data.MOMENTE_LOG,
  };
}
