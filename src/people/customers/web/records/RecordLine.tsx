import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../../ui/words/useFormat.ts';
import type { Address, Contract, Device } from '../../customers.contract.ts';
import type { RecordKind } from './records.logic.ts';
import type { AnyRecord } from './split-records.logic.ts';
import classes from '../customers.module.css';

/** One contract, device or address in two lines. */
export function RecordLine({ kind, record, isOver }: { kind: RecordKind; record: AnyRecord; isOver: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const day = (on: string): string => format.date(`${on}T12:00:00`);
  const span = (from: string | null, to: string | null): string => {
    if (from && to) return t('record.span', { from: day(from), to: day(to) });
    if (from) return t('record.from', { from: day(from) });
    return to ? t('record.to', { to: day(to) }) : '';
  };
  const [title, ...facts] = describe(record, { kind: (key) => t(`address.${key}`), money: (cents) => t('record.monthly', { amount: format.money(cents) }), software: (version) => t('record.software', { version }), span });
  return (
    <div className={classes.recordBody} data-kind={kind} data-over={isOver || undefined}>
      <span className={classes.recordTitle}>{title}</span>
      {facts.filter((fact) => fact !== '').map((fact) => <span key={fact} className={classes.soft}>{fact}</span>)}
    </div>
  );
}

interface Words {
  kind: (key: string) => string;
  money: (cents: number) => string;
  software: (version: string) => string;
  span: (from: string | null, to: string | null) => string;
}

function describe(record: Contract | Device | Address, words: Words): string[] {
  if ('product' in record) return [record.product, join([record.number, record.monthlyCents === null ? '' : words.money(record.monthlyCents)]), words.span(record.startsOn, record.endsOn)];
  if ('model' in record) return [record.model, join([record.maker ?? '', record.software ? words.software(record.software) : '', record.serial ?? '']), words.span(record.ownedFrom, record.ownedTo)];
  const place = `${record.postcode} ${record.city}`.trim() + (record.country === 'DE' ? '' : `, ${record.country}`);
  return [record.street || place, join([record.street ? place : '', words.kind(record.kind), record.cell ?? '']), words.span(record.validFrom, record.validTo)];
}

const join = (parts: string[]): string => parts.filter((part) => part !== '').join(' · ');
