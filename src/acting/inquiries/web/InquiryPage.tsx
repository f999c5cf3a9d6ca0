import { Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../../clients/sdk/new-id.ts';
import { api } from '../../../ui/api.ts';
import { useTellFailure } from '../../../ui/feedback/undo.tsx';
import { AppLink } from '../../../ui/page/AppLink.tsx';
import { ErrorState } from '../../../ui/page/ErrorState.tsx';
import { Loaded } from '../../../ui/page/Loaded.tsx';
import { PageHeader } from '../../../ui/page/PageHeader.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useCan, useSession } from '../../../ui/session.tsx';
import { usePathParam } from '../../../ui/url-state.ts';
import { Tag } from '../../../ui/words/Tag.tsx';
import { useFormat } from '../../../ui/words/useFormat.ts';
import type { InquiryWithEntries } from '../inquiries.contract.ts';
import { toneOf, useDepartmentName } from './InquiryLine.tsx';
import { inquiryQuery, refreshInquiries } from './inquiry-queries.ts';
import { LinkControls } from './LinkControls.tsx';
import { Thread } from './Thread.tsx';
import classes from './inquiries.module.css';

/** One inquiry: what was asked and shared, what came back, and what to do next. */
export function InquiryPage() {
  const id = usePathParam('inquiryId');
  const query = useQuery(inquiryQuery(id));
  return <Loaded query={query}>{(inquiry) => <Shown inquiry={inquiry} />}</Loaded>;
}

function Shown({ inquiry }: { inquiry: InquiryWithEntries }) {
  const { t } = useTranslation('inquiries');
  const format = useFormat();
  const nameOf = useDepartmentName();
  const mayAnswer = useCan('update', 'inquiry');
  const mayAsk = useCan('create', 'inquiry');
  const mayReadCase = useCan('read', 'case');
  const isOpen = inquiry.closedAt === null;
  const to = inquiry.partner?.name ?? nameOf(inquiry.toDepartment);
  return (
    <>
      <PageHeader
        question={inquiry.subjectLine} title={inquiry.subjectLine} back={{ to: '/desk/inquiries', label: t('list.title') }}
        answer={<>{t('one.answer', { number: inquiry.number, to, by: inquiry.askedBy, due: format.dateTime(inquiry.dueAt) })} <Tag tone={toneOf[inquiry.state]}>{t(`state.${inquiry.state}`)}</Tag></>}
        actions={mayReadCase && inquiry.caseNumber !== null && <AppLink to={`/desk/${inquiry.caseId}`}>{t('one.toCase', { number: inquiry.caseNumber })}</AppLink>}
      />
      <div className={classes.columns}>
        <div>
          <Thread inquiry={inquiry} />
          {isOpen && mayAnswer && <AnswerForm inquiry={inquiry} />}
        </div>
        <div className={classes.stack}>
          <Section title={t('one.shared')} note={inquiry.shared.length === 0 ? t('one.sharedNothing') : undefined}>
            <dl className={classes.pairs} lang={inquiry.language}>{inquiry.shared.map(({ field, label, value }) => <div key={field}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
          </Section>
          {inquiry.way !== 'inside' && isOpen && mayAsk && <LinkControls inquiry={inquiry} />}
          {isOpen && mayAsk && <Closing inquiry={inquiry} />}
        </div>
      </div>
    </>
  );
}

/** Answers for the own department, or writes down what a partner said. */
function AnswerForm({ inquiry }: { inquiry: InquiryWithEntries }) {
  const { t } = useTranslation('inquiries');
  const queries = useQueryClient();
  const { user } = useSession();
  const nameOf = useDepartmentName();
  const [text, setText] = useState('');
  const key = useRef(newId());
  const answer = useMutation({
    mutationFn: () => api.post<InquiryWithEntries>(`/api/inquiries/${inquiry.id}/answers`, { body: { text: text.trim(), onceKey: key.current } }),
    onSuccess: async () => {
      setText('');
      key.current = newId();
      await refreshInquiries(queries, inquiry.caseId);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && !answer.isPending) answer.mutate();
  };
  return (
    <form className={classes.answerForm} onSubmit={submit}>
      <Textarea label={inquiry.toDepartment === null ? t('one.writeDown', { partner: inquiry.partner?.name }) : t('one.answerAs', { department: nameOf(inquiry.toDepartment), name: user.name })} value={text} maxLength={20_000} autosize minRows={3} maxRows={16} onChange={(event) => setText(event.currentTarget.value)} />
      {answer.isError && <ErrorState error={answer.error} />}
      <Group justify="flex-end"><Button type="submit" loading={answer.isPending} disabled={text.trim() === ''}>{t('one.send')}</Button></Group>
    </form>
  );
}

function Closing({ inquiry }: { inquiry: InquiryWithEntries }) {
  const { t } = useTranslation('inquiries');
  const queries = useQueryClient();
  const tellFailure = useTellFailure();
  const close = useMutation({ mutationFn: (because: 'answered' | 'withdrawn') => api.post(`/api/inquiries/${inquiry.id}/close`, { body: { because } }), onSuccess: () => refreshInquiries(queries, inquiry.caseId), onError: tellFailure });
  return (
    <Section title={t('one.finish')} note={t('one.finishText')}>
      <Group gap="xs">
        {inquiry.firstAnsweredAt !== null && <Button variant="light" loading={close.isPending && close.variables === 'answered'} onClick={() => close.mutate('answered')}>{t('one.done')}</Button>}
        {inquiry.firstAnsweredAt === null && <Button variant="default" loading={close.isPending && close.variables === 'withdrawn'} onClick={() => close.mutate('withdrawn')}>{t('one.withdraw')}</Button>}
      </Group>
    </Section>
  );
}
