import { useTranslation } from 'react-i18next';
import { namedOf } from '../../../ui/result/ends.logic.ts';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { Driver, DriverResult, Drivers, LeftOut, Refusal } from '../drivers.contract.ts';
import { directionOf } from './driver-sentence.logic.ts';

/** Known dimensions, and the factors of a barometer, in the language of the page; others as the survey or the inventory name them. */
export function useDriverName(): (driver: { key: string; name: string }) => string {
  const { t, i18n } = useTranslation('gaps');
  return ({ key, name }) => (i18n.exists(`gaps:dimension.${key}`) ? t(`dimension.${key}`) : name === key && i18n.exists(`barometer:factor.${key}`) ? t(`barometer:factor.${key}`) : name);
}

/** Drivers with their shares in one line, as many as a sentence has room for. */
export function useDriverList(): (drivers: readonly Driver[]) => string {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  return (drivers) => {
    const { named, more } = namedOf(drivers);
    return format.list([...named.map((one) => t('withShare', { name: nameOf(one), share: format.share(one.share) })), ...(more === 0 ? [] : [t('note.others', { count: more })])]);
  };
}

/** What ratings stand on: we tell them on 0–10, and say so where customers rated on another scale. */
export function useRatingWords(): (askedOn: Drivers['askedOn']) => { label: string; note: string | null } {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  return (askedOn) => {
    if (askedOn === null) return { label: t('map.performanceConverted'), note: t('note.scales') };
    if (askedOn.low === 0 && askedOn.high === 10) return { label: t('map.performance'), note: null };
    const scale = { low: format.decimal(askedOn.low, Number.isInteger(askedOn.low) ? 0 : 1), high: format.decimal(askedOn.high, Number.isInteger(askedOn.high) ? 0 : 1) };
    return { label: t('map.performanceAsked', scale), note: t('note.scale', scale) };
  };
}

/** Names that a note holds; the others are told as a number, and stand among the choices. */
const MOST_NAMED = 5;
const leftOutReasons = ['constant', 'collinear', 'rated_by_few', 'not_chosen'] as const;

export function useRefusal(): (refusal: Refusal) => string {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  return ({ code, n = 0, needed = 0, r2 = 0, all }) => {
    switch (code) {
      case 'no_drivers': return t(`refused.no_drivers_${all ?? 'constant'}`);
      case 'too_few': return t('refused.too_few', { n: format.integer(n), needed: format.integer(needed) });
      case 'r2_low': return t('refused.r2_low', { r2: format.share(r2, 1), needed: format.share(needed) });
      default: return t(`refused.${code}`);
    }
  };
}

/** All that must be said beside the figures. */
export function useNotes(): (result: DriverResult, leftOut: readonly LeftOut[]) => string[] {
  const { t } = useTranslation('drivers');
  const format = useFormat();
  const nameOf = useDriverName();
  return ({ drivers, notes }, leftOut) => {
    const named = (keys: readonly string[]) => format.list(drivers.filter(({ key }) => keys.includes(key)).map(nameOf));
    const idle = drivers.filter((driver) => directionOf(driver) === 'at');
    return [
      t('note.association'),
      ...(idle.length > 0 ? [t('note.noEffect', { names: format.list(idle.map(nameOf)) })] : []),
      ...notes.map(({ code, keys, perDriver }) => t(`note.${code}`, { names: named(keys), perDriver: format.integer(perDriver ?? 0) })),
      ...leftOutReasons.flatMap((reason) => {
        const names = leftOut.filter((one) => one.reason === reason).map((one) => (reason === 'collinear' ? t('note.followsFrom', { name: nameOf(one), from: format.list(one.from) }) : nameOf(one)));
        const more = names.length - MOST_NAMED;
        return names.length === 0 ? [] : [t(`note.${reason}`, { names: format.list(more > 0 ? [...names.slice(0, MOST_NAMED), t('note.others', { count: more })] : names) })];
      }),
    ];
  };
}
