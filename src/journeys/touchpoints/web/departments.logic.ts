import { codeFrom, freeCode } from '../discovery.logic.ts';
import { departmentCodeSchema, type Department, type Touchpoint } from '../touchpoints.contract.ts';

/** The form of a department. One name is enough: the other language then reads the same. */
export interface DepartmentDraft {
  nameDe: string;
  nameEn: string;
  /** Empty: made from the name. */
  code: string;
}

export function toDepartment(draft: DepartmentDraft, taken: ReadonlySet<string>): Department {
  const nameDe = draft.nameDe.trim() || draft.nameEn.trim();
  const nameEn = draft.nameEn.trim() || nameDe;
  return { code: draft.code.trim() || suggestCode(nameEn, taken), nameDe, nameEn };
}

/** Too short a name gives no code of its own, and `codeFrom` would then speak of a touchpoint. */
function suggestCode(name: string, taken: ReadonlySet<string>): string {
  if (name === '') return '';
  const code = codeFrom(name);
  return freeCode(code === codeFrom('') ? 'department' : code, taken);
}

/** What keeps a department from being saved; null when nothing does. A code that is taken would rename the other department. */
export function judgeDepartment({ code, nameDe }: Department, taken: ReadonlySet<string>): 'name' | 'code' | 'taken' | null {
  if (nameDe === '') return 'name';
  if (!departmentCodeSchema.safeParse(code).success) return 'code';
  return taken.has(code) ? 'taken' : null;
}

type Named = Pick<Touchpoint, 'code' | 'nameDe' | 'nameEn' | 'department' | 'involvedDepartments'>;
export interface DepartmentUse {
  owned: Named[];
  /** Those that others own. */
  involved: Named[];
}

/** Which touchpoints name a department. */
export function touchpointsOf(code: string, touchpoints: readonly Named[]): DepartmentUse {
  const owned = touchpoints.filter(({ department }) => department === code);
  return { owned, involved: touchpoints.filter((one) => one.department !== code && one.involvedDepartments.includes(code)) };
}
