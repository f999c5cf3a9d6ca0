import { useState } from 'react';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { CorrectionKind, MyPage } from '../my-page.contract.ts';
import { my, myKey } from './my-session.ts';
import classes from './my-page.module.css';

/** What we know, and saying what is wrong with it. */
export function MyData({ page }: { page: MyPage }) {
  const { t } = useTranslation('my-page');
  const format = useFormat();
  const [isCorrecting, setCorrecting] = useState(false);
  const { data, corrections } = page;
  const unknown = t('data.unknown');
  return (
    <section className={classes.card} aria-labelledby="my-data">
      <h2 id="my-data" className={classes.heading}>{t('data.title')}</h2>
      <dl className={classes.facts}>
        <dt>{t('what.name')}</dt><dd>{data.name || unknown}</dd>
        <dt>{t('what.email')}</dt><dd>{data.emails.length === 0 ? unknown : data.emails.join(', ')}</dd>
        <dt>{t('what.phone')}</dt><dd>{data.phones.length === 0 ? unknown : data.phones.join(', ')}</dd>
        <dt>{t('what.birthday')}</dt><dd>{data.birthday === null ? unknown : format.date(data.birthday)}</dd>
        <dt>{t('what.address')}</dt><dd>{data.addresses.length === 0 ? unknown : data.addresses.map((address) => <span key={address.id} className={classes.block}>{lineOf(address)}</span>)}</dd>
        <dt>{t('data.contracts')}</dt><dd>{data.contracts.length === 0 ? t('data.none') : data.contracts.map((contract) => <span key={contract.number} className={classes.block}>{contract.product} ({contract.number})</span>)}</dd>
        <dt>{t('data.devices')}</dt><dd>{data.devices.length === 0 ? t('data.none') : data.devices.map((device, at) => <span key={at} className={classes.block}>{device.model}{device.software && <> · {device.software}</>}</span>)}</dd>
      </dl>
      {corrections.length > 0 && (
        <ul className={classes.list}>
          {corrections.map((correction, at) => <li key={at} className={classes.item}><span>{t(`what.${correction.what}`)}: {valueOf(correction.after)}</span><span className={classes.soft}>{t(`correction.${correction.decision ?? 'open'}`, { date: format.date(correction.proposedAt) })}{correction.reason && <> – {correction.reason}</>}</span></li>)}
        </ul>
      )}
      {isCorrecting ? <CorrectForm page={page} onClose={() => setCorrecting(false)} /> : <Button variant="default" size="md" onClick={() => setCorrecting(true)}>{t('correction.action')}</Button>}
    </section>
  );
}

const lineOf = ({ street, postcode, city }: { street: string; postcode: string; city: string }): string => `${street}, ${postcode} ${city}`.trim();
/** A text, or the parts of an address. */
const valueOf = (value: unknown): string => (typeof value === 'object' && value !== null ? Object.values(value).join(', ') : String(value));

const kinds: readonly CorrectionKind[] = ['name', 'address', 'email', 'phone', 'birthday', 'other'];

function CorrectForm({ page, onClose }: { page: MyPage; onClose: () => void }) {
  const { t } = useTranslation('my-page');
  const queryClient = useQueryClient();
  const tell = useTell();
  const [what, setWhat] = useState<CorrectionKind>('name');
  const [text, setText] = useState('');
  const [address, setAddress] = useState({ street: '', postcode: '', city: '' });
  const [recordId, setRecordId] = useState(page.data.addresses[0]?.id ?? '');
  const send = useMutation({
    mutationFn: () => my.post('corrections', { ticket: page.ticket, what, recordId: what === 'address' && recordId !== '' ? recordId : null, after: what === 'address' ? { ...address, country: 'DE' } : text }),
    onSuccess: async () => { await queryClient.invalidateQueries({ queryKey: myKey }); tell(t('correction.sent')); onClose(); },
  });
  const kindOf = (value: string) => kinds.find((one) => one === value) ?? 'other';
  return (
    <form className={classes.form} onSubmit={(event) => { event.preventDefault(); send.mutate(); }}>
      <NativeSelect size="md" label={t('correction.what')} data={kinds.map((kind) => ({ value: kind, label: t(`what.${kind}`) }))} value={what} onChange={(event) => { setWhat(kindOf(event.currentTarget.value)); setText(''); }} />
      {what === 'address' && page.data.addresses.length > 0 && <NativeSelect size="md" label={t('correction.which')} data={[...page.data.addresses.map((one) => ({ value: one.id, label: lineOf(one) })), { value: '', label: t('correction.another') }]} value={recordId} onChange={(event) => setRecordId(event.currentTarget.value)} />}
      {what === 'address'
        ? <>
            <TextInput size="md" required label={t('correction.street')} autoComplete="street-address" maxLength={200} value={address.street} onChange={(event) => setAddress({ ...address, street: event.currentTarget.value })} />
            <div className={classes.pair}>
              <TextInput size="md" required label={t('correction.postcode')} autoComplete="postal-code" maxLength={20} value={address.postcode} onChange={(event) => setAddress({ ...address, postcode: event.currentTarget.value })} />
              <TextInput size="md" required label={t('correction.city')} autoComplete="address-level2" maxLength={120} value={address.city} onChange={(event) => setAddress({ ...address, city: event.currentTarget.value })} />
            </div>
          </>
        : <TextInput size="md" required label={t(what === 'other' ? 'correction.text' : 'correction.right')} type={what === 'birthday' ? 'date' : what === 'email' ? 'email' : 'text'} maxLength={300} value={text} onChange={(event) => setText(event.currentTarget.value)} />}
      <p className={classes.soft}>{t('correction.note')}</p>
      {send.isError && <ErrorState error={send.error} onRetry={() => void queryClient.invalidateQueries({ queryKey: myKey })} />}
      <Group><Button type="submit" size="md" loading={send.isPending}>{t('correction.send')}</Button><Button variant="default" size="md" onClick={onClose}>{t('cancel')}</Button></Group>
    </form>
  );
}
