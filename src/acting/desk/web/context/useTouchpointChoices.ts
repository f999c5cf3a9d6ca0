import { useMemo } from 'react';
import { useAllTouchpoints, useNameOf } from '../../../../journeys/touchpoints/web/inventory-queries.ts';

/** Touchpoints by name, for a field that can be searched. */
export function useTouchpointChoices(): { value: string; label: string }[] {
  const nameOf = useNameOf();
  const all = useAllTouchpoints().data;
  return useMemo(() => (all ?? []).map((touchpoint) => ({ value: touchpoint.code, label: nameOf(touchpoint) })).toSorted((a, b) => a.label.localeCompare(b.label)), [all, nameOf]);
}
