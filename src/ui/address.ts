import { useCallback } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { parseSearch } from './search-params.ts';

/** `/customers?search=max#notes` in its parts, as the router wants them. */
export function splitAddress(address: string): { to: string; search: Record<string, string>; hash: string } {
  const [beforeHash = '', hash = ''] = address.split('#', 2);
  const [to = '', search = ''] = beforeHash.split('?', 2);
  return { to: to === '' ? '.' : to, search: parseSearch(search), hash };
}

/** Only addresses of this site may be followed after sign-in; `//host` and `https:` lead elsewhere. */
export function isOwnAddress(address: string): boolean {
  return address.startsWith('/') && !address.startsWith('//') && !address.includes('\\');
}

/** Goes to a page by its address, e.g. after saving. */
export function useGo(): (address: string) => void {
  const navigate = useNavigate();
  return useCallback((address: string) => void navigate(splitAddress(address)), [navigate]);
}
