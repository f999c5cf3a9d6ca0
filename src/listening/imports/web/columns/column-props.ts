import type { ColumnMapping, InspectedColumn, Profile } from '../../imports.contract.ts';

/** What every part of a column's row gets. */
export interface ColumnProps {
  column: InspectedColumn;
  mapping: ColumnMapping;
  profile: Profile;
  onChange: (change: Partial<ColumnMapping>) => void;
}
