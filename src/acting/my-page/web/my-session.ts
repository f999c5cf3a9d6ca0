import { api } from '../../../ui/api.ts';
import type { MyPage } from '../my-page.contract.ts';

const KEY = 'momente-my-key';
const TOKEN = 'momente-my-token';

/** What opens the page lives in this tab only, and is gone when it is closed: no cookie, nothing in an address. */
const store = (): Storage | null => {
  try {
    return window.sessionStorage;
  } catch {
    return null; // a browser that forbids it: then the page lives as long as it is not loaded anew
  }
};
let memory: { key: string | null; token: string | null } = { key: null, token: null };

export const readKey = (): string | null => store()?.getItem(KEY) ?? memory.key;
export const readToken = (): string | null => store()?.getItem(TOKEN) ?? memory.token;

export function keepToken(token: string | null): void {
  memory = { ...memory, token };
  if (token === null) store()?.removeItem(TOKEN);
  else store()?.setItem(TOKEN, token);
}

export function keepKey(key: string | null): void {
  memory = { ...memory, key };
  if (key === null) store()?.removeItem(KEY);
  else store()?.setItem(KEY, key);
}

const headers = () => ({ 'x-momente-my': readKey() ?? '' });

/** Under which react-query holds the page. */
export const myKey = ['my-page'];

export const my = {
  read: (signal?: AbortSignal) => api.get<MyPage>('/api/my', { headers: headers(), ...(signal ? { signal } : {}) }),
  put: (path: string, body: object) => api.put<MyPage>(`/api/my/${path}`, { body, headers: headers() }),
  post: <Answer>(path: string, body: object = {}) => api.post<Answer>(`/api/my/${path}`, { body, headers: headers() }),
};
