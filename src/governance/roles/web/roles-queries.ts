import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useSession } from '../../../ui/session.tsx';
import type { RoleAnswer, RoleList } from '../roles.contract.ts';
import { isBuiltIn } from '../roles.logic.ts';

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  staleTime: 60_000,
  queryFn: ({ signal }) => api.get<RoleList>('/api/roles', { signal }),
});

/** All roles somebody can be given; the built-in ones while the list is on its way. */
export function useRoles(): readonly RoleAnswer[] {
  const { secondFactorMissing } = useSession();
  return useQuery({ ...rolesQuery, enabled: !secondFactorMissing }).data?.items ?? [];
}

/** What a role is called: built-in ones in the language of the page, own ones as the company named them. */
export function useRoleWords(): { nameOf: (code: string) => string; textOf: (code: string) => string } {
  const { t } = useTranslation('users');
  const roles = useRoles();
  const own = (code: string) => roles.find((role) => role.code === code && !role.isBuiltIn);
  return {
    nameOf: (code) => (isBuiltIn(code) ? t(`role.${code}`) : (own(code)?.name ?? code)),
    textOf: (code) => (isBuiltIn(code) ? t(`roleText.${code}`) : (own(code)?.description ?? '')),
  };
}
