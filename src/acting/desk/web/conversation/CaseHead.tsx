import { useEffect, useRef, useState } from 'react';
import { ActionIcon, Menu, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconArrowsJoin2, IconArrowsSplit2, IconBell, IconBellOff, IconCheck, IconChevronDown, IconDots, IconLink, IconPlayerPlay, IconUserPlus, IconZzz } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../../../ui/page/AppLink.tsx';
import { useCan, useSession } from '../../../../ui/session.tsx';
import { When } from '../../../../ui/words/When.tsx';
import type { Case, CasePriority } from '../../../cases/cases.contract.ts';
import { DueMark, PriorityMark, StatusTag } from '../../../cases/web/CaseMarks.tsx';
import { choicesQuery } from '../../../cases/web/case-queries.ts';
import type { CaseDialog } from '../dialogs/case-dialogs.ts';
import { macrosQuery } from '../macros.ts';
import { useCaseDeeds } from '../useCaseDeeds.ts';
import classes from './conversation.module.css';

const statuses = ['open', 'waiting_customer', 'waiting_partner', 'solved'] as const;
const priorities: readonly CasePriority[] = ['urgent', 'high', 'normal', 'low'];

/** What the case is about, where it stands, and what can be done with it. */
export function CaseHead({ caseOf, backTo, onDialog }: { caseOf: Case; backTo: string; onDialog: (dialog: CaseDialog) => void }) {
  const { t } = useTranslation('desk');
  const mayUpdate = useCan('update', 'case');
  const who = caseOf.customerName ?? caseOf.fromAddress ?? t('list.unknown');
  return (
    <header className={classes.head}>
      <div className={classes.headTop}>
        <AppLink to={backTo} look="plain" className={classes.back ?? ''} aria-label={t('conversation.back')}><IconArrowLeft size={22} stroke={1.7} /></AppLink>
        <div className={classes.headText}>
          <Title caseOf={caseOf} mayUpdate={mayUpdate} />
          <p className={classes.sub}>
            <span>{caseOf.number}</span>
            {caseOf.customerId ? <AppLink to={`/customers/${caseOf.customerId}`} look="plain">{who}</AppLink> : <span>{who}</span>}
            <span>{t(`cases:source.${caseOf.source.kind}`)}, <When at={caseOf.openedAt} /></span>
            <DueMark nextDueAt={caseOf.nextDueAt} status={caseOf.status} isWorded />
          </p>
        </div>
      </div>
      {mayUpdate && <CaseDeeds caseOf={caseOf} onDialog={onDialog} />}
    </header>
  );
}

function Title({ caseOf, mayUpdate }: { caseOf: Case; mayUpdate: boolean }) {
  const { t } = useTranslation('desk');
  const { change } = useCaseDeeds(caseOf);
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const isEditing = typed !== null;
  useEffect(() => {
    if (isEditing) input.current?.select();
  }, [isEditing]);
  if (!mayUpdate) return <h1 className={classes.title}>{caseOf.subjectLine}</h1>;
  if (typed === null) {
    return <h1 className={classes.title}><UnstyledButton className={classes.titleButton ?? ''} aria-label={t('conversation.rename', { subject: caseOf.subjectLine })} onClick={() => setTyped(caseOf.subjectLine)}>{caseOf.subjectLine}</UnstyledButton></h1>;
  }
  const keep = () => {
    const subjectLine = typed.trim();
    setTyped(null);
    if (subjectLine !== '' && subjectLine !== caseOf.subjectLine) void change({ subjectLine }, t('done.renamed'));
  };
  return (
    <TextInput
      size="sm" aria-label={t('cases:field.subjectLine')} value={typed} maxLength={500} ref={input}
      onChange={(event) => setTyped(event.currentTarget.value)} onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}

function CaseDeeds({ caseOf, onDialog }: { caseOf: Case; onDialog: (dialog: CaseDialog) => void }) {
  const { t } = useTranslation('desk');
  const { change } = useCaseDeeds(caseOf);
  return (
    <div className={classes.deeds}>
      <Menu position="bottom-start" shadow="md" width={220}>
        <Menu.Target><UnstyledButton className={classes.pick ?? ''} aria-label={t('conversation.status', { name: t(`cases:status.${caseOf.status}`) })}><StatusTag status={caseOf.status} /><IconChevronDown size={14} stroke={1.8} /></UnstyledButton></Menu.Target>
        <Menu.Dropdown>
          {statuses.map((status) => (
            <Menu.Item key={status} rightSection={status === caseOf.status ? <IconCheck size={15} /> : null} onClick={() => void change({ status }, t('done.status', { name: t(`cases:status.${status}`) }))}>{t(`cases:status.${status}`)}</Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <AssigneeMenu caseOf={caseOf} />
      <Menu position="bottom-start" shadow="md" width={180}>
        <Menu.Target><UnstyledButton className={classes.pick ?? ''} data-quiet={caseOf.priority === 'normal' || undefined} aria-label={t('cases:priority.of', { name: t(`cases:priority.${caseOf.priority}`) })}><PriorityMark priority={caseOf.priority} isWorded /><IconChevronDown size={14} stroke={1.8} /></UnstyledButton></Menu.Target>
        <Menu.Dropdown>
          {priorities.map((priority) => <Menu.Item key={priority} rightSection={priority === caseOf.priority ? <IconCheck size={15} /> : null} onClick={() => void change({ priority }, t('done.priority', { name: t(`cases:priority.${priority}`) }))}>{t(`cases:priority.${priority}`)}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      <div className={classes.deedsEnd}>
        <MacroMenu caseOf={caseOf} />
        <MoreMenu caseOf={caseOf} onDialog={onDialog} />
      </div>
    </div>
  );
}

function AssigneeMenu({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const { user } = useSession();
  const choices = useQuery(choicesQuery).data;
  const { change } = useCaseDeeds(caseOf);
  const [typed, setTyped] = useState('');
  const people = (choices?.people ?? []).filter(({ id, name }) => id !== user.id && name.toLowerCase().includes(typed.trim().toLowerCase()));
  const give = (assignee: string | null, name: string) => void change({ assignee }, assignee === null ? t('done.unassigned') : t('done.assigned', { name }));
  return (
    <Menu position="bottom-start" shadow="md" width={240} onClose={() => setTyped('')}>
      <Menu.Target><UnstyledButton className={classes.pick ?? ''} data-quiet={caseOf.assignee === null || undefined} aria-label={caseOf.assignee ? t('list.assignedTo', { name: caseOf.assignee.name }) : t('conversation.unassigned')}><span>{caseOf.assignee?.name ?? t('conversation.unassigned')}</span><IconChevronDown size={14} stroke={1.8} /></UnstyledButton></Menu.Target>
      <Menu.Dropdown mah={340} style={{ overflowY: 'auto' }}>
        {(choices?.people.length ?? 0) > 8 && <TextInput size="xs" mb={4} placeholder={t('conversation.findPerson')} aria-label={t('conversation.findPerson')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />}
        {caseOf.assignee?.id !== user.id && <Menu.Item onClick={() => give('me', user.name)}>{t('bulk.toMe', { name: user.name })}</Menu.Item>}
        {caseOf.assignee !== null && <Menu.Item onClick={() => give(null, '')}>{t('filter.none')}</Menu.Item>}
        <Menu.Divider />
        {people.slice(0, 50).map(({ id, name }) => <Menu.Item key={id} rightSection={id === caseOf.assignee?.id ? <IconCheck size={15} /> : null} onClick={() => give(id, name)}>{name}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function MacroMenu({ caseOf }: { caseOf: Case }) {
  const { t } = useTranslation('desk');
  const macros = useQuery({ ...macrosQuery, enabled: useCan('read', 'template') }).data?.items ?? [];
  const { runMacro } = useCaseDeeds(caseOf);
  if (macros.length === 0) return null;
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" size={32} aria-label={t('macro.title')}><IconPlayerPlay size={18} stroke={1.6} /></ActionIcon></Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('macro.title')}</Menu.Label>
        {macros.map((macro) => <Menu.Item key={macro.id} onClick={() => void runMacro(macro)}>{macro.name}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function MoreMenu({ caseOf, onDialog }: { caseOf: Case; onDialog: (dialog: CaseDialog) => void }) {
  const { t } = useTranslation('desk');
  const { user } = useSession();
  const { watch, wake } = useCaseDeeds(caseOf);
  const isWatching = caseOf.watchers.some(({ id }) => id === user.id);
  return (
    <Menu position="bottom-end" shadow="md" width={250}>
      <Menu.Target><ActionIcon variant="subtle" color="gray" size={32} aria-label={t('conversation.more')}><IconDots size={18} stroke={1.6} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {caseOf.snoozedUntil
          ? <Menu.Item leftSection={<IconZzz size={16} stroke={1.6} />} onClick={() => void wake()}>{t('snooze.wake')}</Menu.Item>
          : <Menu.Item leftSection={<IconZzz size={16} stroke={1.6} />} rightSection={<kbd>z</kbd>} onClick={() => onDialog('snooze')}>{t('snooze.action')}</Menu.Item>}
        <Menu.Item leftSection={isWatching ? <IconBellOff size={16} stroke={1.6} /> : <IconBell size={16} stroke={1.6} />} onClick={() => void watch(!isWatching)}>{isWatching ? t('watch.stop') : t('watch.start')}</Menu.Item>
        {caseOf.customerId === null && <Menu.Item leftSection={<IconUserPlus size={16} stroke={1.6} />} onClick={() => onDialog('customer')}>{t('customer.set')}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item leftSection={<IconArrowsJoin2 size={16} stroke={1.6} />} rightSection={<kbd>m</kbd>} onClick={() => onDialog('merge')}>{t('merge.action')}</Menu.Item>
        <Menu.Item leftSection={<IconArrowsSplit2 size={16} stroke={1.6} />} onClick={() => onDialog('split')}>{t('split.action')}</Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} stroke={1.6} />} onClick={() => onDialog('link')}>{t('link.action')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
