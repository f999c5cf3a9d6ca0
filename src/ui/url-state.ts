import { useCallback, useMemo } from 'react';
import { useLocation, useNavigate, useParams } from '@tanstack/react-router';

/**
 * State that lives in the address: filters, sorting, the open tab. Whoever gets the link sees the same, and the way back keeps it.
 * Values are text; one that equals its default is not written. Pass `defaults` as a constant of the module.
 */
export function useUrlState<State extends Record<string, string>>(defaults: State): [State, (change: Partial<State>) => void] {
  const location = useLocation();
  const navigate = useNavigate();
  const state = useMemo(() => readState(defaults, location.searchStr), [defaults, location.searchStr]);
  const change = useCallback(
    (patch: Partial<State>) => {
      void navigate({
        to: location.pathname,
        search: (before: Record<string, unknown>) => writeState(defaults, before, patch),
        replace: true,
        resetScroll: false,
      });
    },
    [defaults, location.pathname, navigate],
  );
  return [state, change];
}

export function readState<State extends Record<string, string>>(defaults: State, search: string): State {
  const given = new URLSearchParams(search);
  const read = Object.fromEntries(Object.entries(defaults).map(([name, fallback]) => [name, given.get(name) ?? fallback]));
  return read as State; // same names, text values
}

export function writeState(defaults: Record<string, string>, before: Record<string, unknown>, patch: Record<string, string | undefined>) {
  const after: Record<string, unknown> = { ...before, ...patch };
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined || value === defaults[name]) delete after[name];
  }
  return after;
}

/** A parameter of the path, e.g. `usePathParam('customerId')` under `/customers/$customerId`. */
export function usePathParam(name: string): string {
  const params: Record<string, unknown> = useParams({ strict: false });
  const value = params[name];
  if (typeof value !== 'string') throw new Error(`this page's path has no parameter $${name}`);
  return value;
}
