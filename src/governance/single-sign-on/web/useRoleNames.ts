import { roles as builtInRoles } from '../../roles/roles.contract.ts';
import { useRoles, useRoleWords } from '../../roles/web/roles-queries.ts';

/** All roles as choices, built-in and own, in the language of the page. */
export function useRoleNames(): { value: string; label: string }[] {
  const { nameOf } = useRoleWords();
  const roles = useRoles();
  const codes: readonly string[] = roles.length > 0 ? roles.map(({ code }) => code) : builtInRoles;
  return codes.map((code) => ({ value: code, label: nameOf(code) }));
}
