import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Conditions } from '../service-levels.contract.ts';

/** For which cases a policy is, in words. */
export function useConditionWords(): (conditions: Conditions) => string {
  const { t } = useTranslation('serviceLevels');
  const format = useFormat();
  return ({ channels, priorities, departments, touchpoints, categories, trait }) => {
    const said = [
      ...some(channels, (list) => t('when.channels', { list: format.list(list) })),
      ...some(priorities, (list) => t('when.priorities', { list: format.list(list.map((priority) => t(`priority.${priority}`))) })),
      ...some(departments, (list) => t('when.departments', { list: format.list(list) })),
      ...some(touchpoints, (list) => t('when.touchpoints', { list: format.list(list) })),
      ...some(categories, (list) => t('when.categories', { list: format.list(list) })),
      ...(trait ? [t('when.trait', { name: trait.name, list: format.list(trait.values) })] : []),
    ];
    return said.length === 0 ? t('when.always') : said.join('; ');
  };
}

const some = <T>(list: readonly T[] | undefined, say: (list: readonly T[]) => string): string[] => (list === undefined || list.length === 0 ? [] : [say(list)]);
