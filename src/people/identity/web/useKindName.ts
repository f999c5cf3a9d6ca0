import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** The name of a kind of identifier; a company's own kinds keep the name they were given. */
export function useKindName(): (kind: string) => string {
  const { t, i18n } = useTranslation('identity');
  return useCallback((kind: string) => (i18n.exists(`identity:kind.${kind}`) ? t(`kind.${kind}`) : kind), [t, i18n]);
}
