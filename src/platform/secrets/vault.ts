import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

/** Keeps secrets that must be readable again (of webhooks, single sign-on, SFTP, one-time codes) unreadable in the stores. */
export interface Vault {
  /** AES-256-GCM; `purpose` (table and row, say) is sealed with it, so that a sealed value cannot be moved elsewhere. */
  seal(secret: string, purpose: string): string;
  /** @throws Error when the value was changed, moved, or sealed with another key */
  unseal(sealed: string, purpose: string): string;
  /** A key of its own for one purpose, e.g. to sign. */
  deriveKey(purpose: string): Buffer;
}

export function createVault(key: Buffer): Vault {
  if (key.length !== KEY_BYTES) throw new Error(`The key of the vault must have ${KEY_BYTES} bytes.`);
  const deriveKey = (purpose: string) => Buffer.from(hkdfSync('sha256', key, '', `momente ${purpose}`, KEY_BYTES));
  const sealKey = deriveKey('seal');
  return {
    deriveKey,
    seal(secret, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    unseal(sealed, purpose) {
      const [version, text = ''] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64url');
      if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) throw new Error('This is not a sealed secret.');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
    },
  };
}

/** Name of the key file in the data folder; it belongs into a backup, and beside the stores only as long as there is no better place. */
export const KEY_FILE = 'secret.key';

/** The key given by the environment, else one made once in the data folder, readable by its owner only. */
export function readOrMakeVaultKey(dataFolder: string, fromEnvironment: string | undefined): Buffer {
  if (fromEnvironment !== undefined) return Buffer.from(fromEnvironment, 'base64');
  const path = join(dataFolder, KEY_FILE);
  mkdirSync(dataFolder, { recursive: true });
  if (!existsSync(path)) writeFileSync(path, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
}
