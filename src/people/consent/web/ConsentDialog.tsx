import { useState } from 'react';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { When } from '../../../ui/words/When.tsx';
import { contactChannels, type ContactChannel, type CustomerConsents, type Preferences, type Purpose } from '../consent.contract.ts';
import { WishesForm } from './WishesForm.tsx';
import classes from './consent.module.css';

interface DialogProps {
  consents: CustomerConsents;
  preferences: Preferences;
  purposes: readonly Purpose[];
  canChange: boolean;
  onClose: () => void;
}

export function ConsentDialog({ consents, preferences, purposes, canChange, onClose }: DialogProps) {
  const { t } = useTranslation(['consent', 'ui']);
  return (
    <Modal opened onClose={onClose} title={t('dialog.title')} size="lg" closeButtonProps={{ 'aria-label': t('ui:action.close') }}>
      <div className={classes.stack}>
        {canChange && <DecisionForm consents={consents} purposes={purposes.filter(({ retiredAt }) => retiredAt === null)} />}
        {canChange && <WishesForm customerId={consents.customerId} saved={preferences} />}
        <p className={classes.strong}>{t('dialog.ledger')}</p>
        <Ledger consents={consents} purposes={purposes} />
      </div>
    </Modal>
  );
}

type Action = 'grant' | 'withdraw' | 'ask';

function DecisionForm({ consents, purposes }: { consents: CustomerConsents; purposes: readonly Purpose[] }) {
  const { t, i18n } = useTranslation('consent');
  const tell = useTell();
  const queries = useQueryClient();
  const [purpose, setPurpose] = useState('marketing');
  const [channel, setChannel] = useState<ContactChannel>('mail');
  const [action, setAction] = useState<Action>('withdraw');
  const [address, setAddress] = useState('');
  const [proofKind, setProofKind] = useState('none');
  const [reference, setReference] = useState('');
  const own = consents.addresses.filter((one) => one.channel === channel);
  const isMarketing = purposes.find(({ key }) => key === purpose)?.needs === 'double_opt_in' && channel !== 'letter';
  const target = action === 'ask' && address === '' ? (own[0]?.address ?? '') : address;
  const save = useMutation({
    mutationFn: () => api.post<CustomerConsents & { optIn: string | null }>(`/api/customers/${consents.customerId}/consents`, {
      body: { purpose, channel, action, address: action === 'withdraw' ? '' : target, language: i18n.language, ...(action === 'grant' && proofKind !== 'none' ? { proof: { kind: proofKind, reference } } : {}) },
    }),
    onSuccess: ({ optIn }) => {
      void queries.invalidateQueries({ queryKey: ['consent'] });
      tell(t(optIn === null ? 'dialog.saved' : `dialog.${optIn}`));
    },
  });
  const lacksProof = action === 'grant' && isMarketing && (proofKind === 'none' || reference.trim() === '');
  return (
    <form className={classes.stack} onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <p className={classes.strong}>{t('dialog.decide')}</p>
      <div className={classes.fields}>
        <NativeSelect label={t('dialog.purpose')} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)} data={purposes.map(({ key, nameDe, nameEn }) => ({ value: key, label: i18n.language === 'de' ? nameDe : nameEn }))} />
        <NativeSelect label={t('dialog.channel')} value={channel} onChange={(event) => { setChannel(event.currentTarget.value as ContactChannel); setAction('withdraw'); setAddress(''); }} data={contactChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
        <NativeSelect label={t('dialog.action')} value={action} onChange={(event) => setAction(event.currentTarget.value as Action)} data={(['withdraw', 'ask', 'grant'] as const).filter((value) => value !== 'ask' || (channel !== 'letter' && channel !== 'phone')).map((value) => ({ value, label: t(`dialog.${value}`) }))} />
        {action !== 'withdraw' && own.length > 0 && <NativeSelect label={t('dialog.address')} value={target} onChange={(event) => setAddress(event.currentTarget.value)} data={[...(action === 'ask' ? [] : [{ value: '', label: t('dialog.allAddresses') }]), ...own.map((one) => ({ value: one.address, label: one.address.replaceAll('\n', ', ') }))]} />}
        {action === 'grant' && <NativeSelect label={t('dialog.proofKind')} value={proofKind} onChange={(event) => setProofKind(event.currentTarget.value)} data={(['none', 'signed_paper', 'recorded_call', 'earlier_system'] as const).map((value) => ({ value, label: t(`dialog.proof.${value}`) }))} />}
        {action === 'grant' && proofKind !== 'none' && <TextInput label={t('dialog.reference')} maxLength={300} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />}
      </div>
      {lacksProof && <p className={classes.soft}>{t('dialog.needsProof')}</p>}
      {action === 'withdraw' && <p className={classes.soft}>{t('dialog.withdrawNote')}</p>}
      {save.isError && <ErrorState error={save.error} />}
      <div className={classes.deeds}><Button type="submit" loading={save.isPending} disabled={lacksProof || (action === 'ask' && target === '')}>{t('dialog.save')}</Button></div>
    </form>
  );
}

function Ledger({ consents, purposes }: { consents: CustomerConsents; purposes: readonly Purpose[] }) {
  const { t, i18n } = useTranslation('consent');
  if (consents.entries.length === 0) return <p className={classes.soft}>{t('dialog.noLedger')}</p>;
  const nameOf = (key: string) => {
    const purpose = purposes.find((one) => one.key === key);
    return purpose ? (i18n.language === 'de' ? purpose.nameDe : purpose.nameEn) : key;
  };
  return (
    <ul className={classes.list}>
      {consents.entries.map((entry) => (
        <li key={entry.seq} className={classes.row}>
          <div className={classes.who}>
            <span className={classes.text}>{nameOf(entry.purpose)} · {t(`channel.${entry.channel}`)}: <strong>{t(`state.${entry.state}`)}</strong></span>
            <span className={classes.soft}><When at={entry.at} as="dateTime" /> · {t(`how.${entry.how}`)}{entry.actor && ` · ${t('dialog.by', { actor: entry.actor })}`}{entry.address !== '' && ` · ${entry.address.replaceAll('\n', ', ')}`}</span>
            {entry.textShown && <span className={classes.soft}>{t('dialog.shown', { text: entry.textShown })}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}
