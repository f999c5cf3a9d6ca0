import { useTranslation } from 'react-i18next';

/** Known dimensions in the language of the page; others as they came; '' is the touchpoint as a whole. */
export function useDimensionName(): (dimension: string) => string {
  const { t, i18n } = useTranslation('gaps');
  return (dimension) => (dimension === '' ? t('soll.whole') : i18n.exists(`gaps:dimension.${dimension}`) ? t(`dimension.${dimension}`) : dimension);
}
