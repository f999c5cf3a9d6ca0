import type { PlaceholderValues } from '../lookups/lookups.contract.ts';
import type { ContextPanel } from './context.contract.ts';

/** What connected sources may be asked with; what is unknown is left out. */
export function placeholderValues({ customer, contracts, devicesNow, home }: Pick<ContextPanel, 'customer' | 'contracts' | 'devicesNow' | 'home'>, place: { category: string | null; touchpoint: string | null }): PlaceholderValues {
  const contract = contracts.find(({ status }) => status === 'active');
  const [device] = devicesNow;
  const values = {
    cell: home?.cell, street: home?.street, postcode: home?.postcode, city: home?.city, country: home?.country,
    customerNumber: customer?.customerNumber, email: customer?.email, phone: customer?.phone, language: customer?.language,
    contractNumber: contract?.number, product: contract?.product,
    deviceModel: device?.model, deviceMaker: device?.maker, deviceSerial: device?.serial, deviceSoftware: device?.software,
    category: place.category, touchpoint: place.touchpoint,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== ''));
}
