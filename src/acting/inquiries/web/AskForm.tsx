import { Button, Checkbox, Group, Radio, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../ui/api.ts';
import { useTell } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { type Asked, type InquiryPreview, personalFields, type Partner, type ShareableField } from '../inquiries.contract.ts';
import { type AskDraft, dueIn, emptyDraft, findMissing, toInput } from './ask-draft.logic.ts';
import { useDepartmentName } from './InquiryLine.tsx';
import { departmentsQuery, offeredQuery, partnersQuery, refreshInquiries } from './inquiry-queries.ts';
import { PreviewPane } from './PreviewPane.tsx';
import classes from './inquiries.module.css';

/** Whom, what, until when, and field by field what goes along; then exactly what the other side will see. */
export function AskForm({ caseId, onClose, onAsked }: { caseId: string; onClose: () => void; onAsked: (asked: Asked) => void }) {
  const { t, i18n } = useTranslation(['inquiries', 'ui']);
  const queries = useQueryClient();
  const tell = useTell();
  const nameOf = useDepartmentName();
  const partners = useQuery(partnersQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const [draft, setDraft] = useState<AskDraft>(emptyDraft);
  const [hasTried, setTried] = useState(false);
  const partner = partners.find(({ id }) => draft.target === `partner:${id}`) ?? null;
  const language = partner?.language ?? (i18n.language === 'de' ? 'de' : 'en');
  const offered = useQuery(offeredQuery(caseId, language)).data ?? [];
  const missing = findMissing(draft);
  const preview = useMutation({ mutationFn: () => api.post<InquiryPreview>(`/api/cases/${caseId}/inquiry-preview`, { body: toInput(draft) }) });
  const send = useMutation({
    mutationFn: () => api.post<Asked>(`/api/cases/${caseId}/inquiries`, { body: toInput(draft) }),
    onSuccess: async (asked) => {
      await refreshInquiries(queries, caseId);
      tell(t(asked.mail === 'skipped' ? 'ask.skipped' : 'ask.sent'));
      onAsked(asked);
    },
  });
  const set = (change: Partial<AskDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    preview.reset();
  };
  const choose = (target: string) => {
    const chosen = partners.find(({ id }) => target === `partner:${id}`);
    set({ target, due: dueIn(chosen?.answersInHours ?? 24, new Date()), way: chosen && chosen.email === null ? 'link' : draft.way });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(missing).length === 0 && !preview.isPending) preview.mutate();
  };
  const targets = [
    ...(partners.length > 0 ? [{ group: t('ask.partners'), items: partners.map(({ id, name }) => ({ value: `partner:${id}`, label: name })) }] : []),
    ...(departments.length > 0 ? [{ group: t('ask.departments'), items: departments.map(({ code }) => ({ value: `department:${code}`, label: nameOf(code) })) }] : []),
  ];
  if (preview.data) return <PreviewPane preview={preview.data} isSending={send.isPending} error={send.error} onBack={() => preview.reset()} onSend={() => send.mutate()} />;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <Select label={t('ask.whom')} data={targets} value={draft.target === '' ? null : draft.target} searchable nothingFoundMessage={t('ask.nobody')} data-autofocus onChange={(value) => choose(value ?? '')} error={hasTried && missing.target && t('ask.missing.target')} />
      {partners.length === 0 && <p className={classes.soft}>{t('ask.noPartners')} <AppLink to="/desk/partners">{t('ask.addPartner')}</AppLink></p>}
      {partner && <WayChoice partner={partner} draft={draft} set={set} />}
      <TextInput label={t('ask.subject')} value={draft.subjectLine} maxLength={200} onChange={(event) => set({ subjectLine: event.currentTarget.value })} error={hasTried && missing.subjectLine && t('ask.missing.subjectLine')} />
      <Textarea label={t('ask.question')} value={draft.question} maxLength={10_000} autosize minRows={4} maxRows={14} onChange={(event) => set({ question: event.currentTarget.value })} error={hasTried && missing.question && t('ask.missing.question')} />
      <TextInput type="datetime-local" label={t('ask.due')} value={draft.due} onChange={(event) => set({ due: event.currentTarget.value })} error={hasTried && missing.due && t('ask.missing.due')} />
      <ShareChoice offered={offered} draft={draft} set={set} />
      {preview.isError && <ErrorState error={preview.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>{t('ui:action.cancel')}</Button>
        <Button type="submit" loading={preview.isPending}>{t('ask.preview')}</Button>
      </Group>
    </form>
  );
}

interface ChoiceProps {
  draft: AskDraft;
  set: (change: Partial<AskDraft>) => void;
}

function WayChoice({ partner, draft, set }: ChoiceProps & { partner: Partner }) {
  const { t } = useTranslation('inquiries');
  return (
    <>
      <Radio.Group label={t('ask.way')} value={draft.way} onChange={(value) => set({ way: value === 'link' ? 'link' : 'mail' })}>
        <div className={classes.choices}>
          <Radio value="mail" disabled={partner.email === null} label={t('ask.byMail')} description={partner.email ?? t('ask.noAddress')} />
          <Radio value="link" label={t('ask.byLink')} description={t('ask.byLinkText')} />
        </div>
      </Radio.Group>
      {draft.way === 'link' && partner.email !== null && <Checkbox label={t('ask.mailsLink', { email: partner.email })} checked={draft.mailsLink} onChange={(event) => set({ mailsLink: event.currentTarget.checked })} />}
    </>
  );
}

function ShareChoice({ offered, draft, set }: ChoiceProps & { offered: readonly { field: ShareableField; value: string; isPersonal: boolean }[] }) {
  const { t } = useTranslation('inquiries');
  if (offered.length === 0) return null;
  const box = ({ field, value }: { field: ShareableField; value: string }) => (
    <Checkbox key={field} value={field} label={t(`field.${field}`)} description={value.length > 90 ? `${value.slice(0, 90)}…` : value} />
  );
  const personal = offered.filter(({ field }) => personalFields.includes(field));
  return (
    <Checkbox.Group label={t('ask.share')} description={t('ask.shareText')} value={[...draft.share]} onChange={(share) => set({ share: share.filter((field): field is ShareableField => offered.some((one) => one.field === field)) })}>
      <div className={classes.fields}>{offered.filter(({ isPersonal }) => !isPersonal).map(box)}</div>
      {personal.length > 0 && <><p className={classes.fieldsTitle}>{t('ask.personal')}</p><div className={classes.fields}>{personal.map(box)}</div></>}
    </Checkbox.Group>
  );
}

