import { useTranslation } from 'react-i18next';

/** Groups whose codes the page knows words for; others have their name from the server, or none. */
export function useGroupName(by: string): (group: { key: string; name: string }) => string {
  const { t } = useTranslation('metrics');
  return ({ key, name }) => {
    if (key === '') return t('explore.unknown');
    if (key === '*') return t('explore.others');
    if (by === 'stage') return t(`touchpoints:stage.${key}`, { defaultValue: key });
    if (by === 'channel') return t(`timeline:channel.${key}`, { defaultValue: key });
    if (by === 'dimension') return t(`dimension.${key}`, { defaultValue: key });
    return name || key;
  };
}
