import { useEffect, useRef } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../ui/api.ts';
import type { Import, Profile } from '../imports.contract.ts';
import { importQuery } from './import-queries.ts';

/** Keeps what was assigned so far on the server: a reload, another browser or a colleague goes on from there. */
export function useKeptDraft(one: Import, profile: Profile): void {
  const client = useQueryClient();
  const kept = useRef(JSON.stringify(one.profile));
  useEffect(() => {
    const written = JSON.stringify(profile);
    if (written === kept.current) return;
    kept.current = written;
    // Only the draft is taken from the answer, and that a check is void: its state may be older than what the page knows by now.
    // A draft that could not be kept is sent again with the next change, and in full with the check.
    api.put<Import>(`/api/imports/${one.id}/profile`, { body: { profile } }).then((saved) => client.setQueryData(importQuery(one.id).queryKey, (known) => known && { ...known, profile: saved.profile, target: saved.target, ...(known.state === 'checked' ? { state: saved.state, dryRun: saved.dryRun } : {}) })).catch(() => { kept.current = ''; });
  }, [client, one.id, profile]);
}
