import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { ActionIcon, Button, CloseButton, FileButton, Menu, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconChevronDown, IconPaperclip } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../../ui/feedback/undo.tsx';
import { useCan, useSession } from '../../../../ui/session.tsx';
import type { Case } from '../../../cases/cases.contract.ts';
import { choicesQuery, entriesQuery } from '../../../cases/web/case-queries.ts';
import { TemplatePicker } from '../../../templates/web/TemplatePicker.tsx';
import { useDeed } from '../deeds.tsx';
import { forgetDraft, keepDraft, readDraft, type ComposerMode } from './drafts.ts';
import { Guard } from './Guard.tsx';
import { answersSince } from './guard.logic.ts';
import type { EditorHandle, Written } from './RichEditor.tsx';
import type { Suggested } from './suggestions.ts';
import { type Direction, replyChannels, startDirection, startMode } from './reply-channels.logic.ts';
import { useAttachments } from './useAttachments.ts';
import { useSend, type NextStatus } from './useSend.ts';
import { useSnippets, useTemplateValues } from './useSnippets.ts';
import classes from './composer.module.css';

const RichEditor = lazy(() => import('./RichEditor.tsx').then((module) => ({ default: module.RichEditor })));
const nothing: Written = { html: '', text: '', mentions: [], isEmpty: true };
const nextStatuses: readonly NextStatus[] = ['waiting_customer', 'open', 'waiting_partner', 'solved'];

/** Answer, note or a call written down. What is typed survives a reload; who answers at the same time is seen before sending. */
export function Composer({ caseOf, onTyping }: { caseOf: Case; onTyping: (isTyping: boolean) => void }) {
  const { t } = useTranslation('desk');
  const { user } = useSession();
  const queries = useQueryClient();
  const tell = useTell();
  const [draft] = useState(() => readDraft(user.id, caseOf.id, Date.now()));
  const [mode, setMode] = useState<ComposerMode>(draft?.mode ?? startMode(caseOf));
  const [written, setWritten] = useState<Written>({ ...nothing, html: draft?.html ?? '' });
  const [startHtml, setStartHtml] = useState(draft?.html ?? '');
  const [editorRound, setEditorRound] = useState(0);
  const [channel, setChannel] = useState('');
  const [direction, setDirection] = useState<Direction | null>(null);
  const [isAsked, setAsked] = useState(false);
  const editor = useRef<EditorHandle>(null);
  const wantsFocus = useRef(false);
  const { files, add, remove, clear, isUploading } = useAttachments(caseOf.id);
  const { send, isSending } = useSend(caseOf);
  const snippets = useSnippets(caseOf);
  const values = useTemplateValues(caseOf);
  const mayUseTemplates = useCan('read', 'template');
  const newest = useInfiniteQuery(entriesQuery(caseOf.id)).data?.pages[0]?.items;
  const whoCalled = direction ?? startDirection(caseOf, newest ?? []);
  const seenId = useSeen(newest?.[0]?.id ?? null, written.isEmpty);
  const answers = useMemo(() => (mode === 'reply' && !written.isEmpty ? answersSince(newest ?? [], seenId.id, user.id) : []), [mode, written.isEmpty, newest, seenId.id, user.id]);

  const change = (next: Written) => {
    setWritten(next);
    keepDraft(user.id, caseOf.id, { mode, html: next.html, at: Date.now() });
    onTyping(!next.isEmpty);
  };
  const switchTo = useCallback((next: ComposerMode) => {
    setMode(next);
    wantsFocus.current = true;
    // The editor of a note knows people behind @; it begins with what is there already.
    setStartHtml(written.html);
    if (!written.isEmpty) keepDraft(user.id, caseOf.id, { mode: next, html: written.html, at: Date.now() });
    editor.current?.focus();
  }, [written, user.id, caseOf.id]);
  useDeed('reply', useCallback(() => switchTo(caseOf.replyChannel === null && caseOf.replyAddress === null ? 'call' : 'reply'), [switchTo, caseOf.replyChannel, caseOf.replyAddress]));
  useDeed('note', useCallback(() => switchTo('note'), [switchTo]));
  const empty = () => {
    forgetDraft(user.id, caseOf.id);
    setWritten(nothing);
    setStartHtml('');
    setEditorRound((round) => round + 1);
    setAsked(false);
    setDirection(null);
    clear();
    onTyping(false);
  };
  const submit = async (status?: NextStatus, seen: string | null = seenId.id) => {
    if (written.isEmpty || isSending || isUploading) return;
    const result = await send({ mode, written, attachmentIds: files.flatMap(({ id }) => (id === null ? [] : [id])), channel, direction: whoCalled, seenId: seen, status });
    if (result === 'sent') empty();
    if (result === 'answered_meanwhile') setAsked(true);
  };
  const acknowledge = () => {
    seenId.takeNote(newest?.[0]?.id ?? null);
    setAsked(false);
  };
  const findPeople = useCallback(async (query: string): Promise<Suggested[]> => {
    const { people } = await queries.ensureQueryData(choicesQuery);
    return people.filter(({ id, name }) => id !== user.id && name.toLowerCase().includes(query.toLowerCase())).slice(0, 8).map(({ id, name }) => ({ id, label: name }));
  }, [queries, user.id]);

  const channels = replyChannels(caseOf);
  const canReply = channels.length > 0;
  const status = mode === 'call' ? t('compose.saveCall') : mode === 'note' ? t('compose.saveNote') : t('compose.send');
  return (
    <section className={classes.composer} data-mode={mode} data-filled={!written.isEmpty || files.length > 0 || undefined} aria-label={t('compose.label')}>
      {(isAsked || answers.length > 0) && answers.length > 0 && (
        <Guard answers={answers} onGoOn={() => { acknowledge(); editor.current?.focus(); }} onSend={() => { acknowledge(); void submit(undefined, newest?.[0]?.id ?? null); }} onDrop={() => { empty(); tell(t('guard.dropped')); }} />
      )}
      <div className={classes.head}>
        <SegmentedControl<ComposerMode> size="xs" aria-label={t('compose.mode')} value={mode} onChange={switchTo} data={[...(canReply ? [{ value: 'reply' as const, label: t('compose.reply') }] : []), { value: 'note' as const, label: t('compose.note') }, { value: 'call' as const, label: t('compose.call') }]} />
        {mode === 'reply' && channels.length > 1 && <NativeSelect size="xs" className={classes.channel ?? ''} aria-label={t('cases:field.channel')} value={channel} onChange={(event) => setChannel(event.currentTarget.value)} data={channels.map((one, at) => ({ value: at === 0 ? '' : one, label: t(`timeline:channel.${one}`) }))} />}
        {mode === 'reply' && caseOf.replyAddress && channel === '' && <span className={classes.kept}>{t('entry.to', { address: caseOf.replyAddress })}</span>}
        {mode === 'call' && <NativeSelect size="xs" className={classes.channel ?? ''} aria-label={t('compose.who')} value={whoCalled} onChange={(event) => setDirection(event.currentTarget.value === 'inbound' ? 'inbound' : 'outbound')} data={[{ value: 'outbound', label: t('compose.weCalled') }, { value: 'inbound', label: t('compose.theyCalled') }]} />}
        {!canReply && mode !== 'note' && <span className={classes.kept}>{t('compose.noAddress')}</span>}
      </div>
      <Suspense fallback={<div className={classes.waiting} role="status">{t('ui:load.busy')}</div>}>
        <RichEditor
          key={`${mode === 'note' ? 'note' : 'said'}-${editorRound}`} handle={(made) => { editor.current = made; if (made && wantsFocus.current) { wantsFocus.current = false; setTimeout(made.focus); } }}
          label={t(`compose.field.${mode}`)} placeholder={t(`compose.placeholder.${mode === 'note' ? 'note' : mode}`)} startHtml={startHtml} onChange={change} onBegin={setWritten} onSend={() => void submit()}
          {...(mode === 'note' ? { findPeople } : {})} {...snippets}
        />
      </Suspense>
      {files.length > 0 && (
        <ul className={classes.files} aria-label={t('entry.files')}>
          {files.map((file) => <li key={file.key} className={classes.file} aria-busy={file.id === null}><span>{file.name}</span><CloseButton size="sm" aria-label={t('compose.dropFile', { name: file.name })} onClick={() => remove(file.key)} /></li>)}
        </ul>
      )}
      <div className={classes.foot}>
        {mode !== 'call' && <FileButton multiple onChange={(chosen) => add(chosen)}>{(button) => <ActionIcon {...button} variant="subtle" color="gray" size={32} aria-label={t('compose.attach')}><IconPaperclip size={18} stroke={1.6} /></ActionIcon>}</FileButton>}
        {mode === 'reply' && mayUseTemplates && <TemplatePicker values={values} language={caseOf.language} category={caseOf.category} touchpoint={caseOf.touchpoint} onInsert={(html) => editor.current?.insert(html)} />}
        {!written.isEmpty && <span className={classes.kept}>{t('compose.kept')}</span>}
        <div className={classes.footEnd}>
          {!written.isEmpty && <Button size="compact-sm" variant="subtle" color="gray" onClick={empty}>{t('compose.drop')}</Button>}
          <Button.Group>
            <Button size="sm" disabled={written.isEmpty || isUploading} loading={isSending} onClick={() => void submit()}>{status}</Button>
            {mode !== 'note' && (
              <Menu position="top-end" shadow="md" width={250}>
                <Menu.Target><Button size="sm" px={8} disabled={written.isEmpty || isSending || isUploading} aria-label={t('compose.sendAnd')}><IconChevronDown size={16} stroke={2} /></Button></Menu.Target>
                <Menu.Dropdown>{nextStatuses.map((one) => <Menu.Item key={one} onClick={() => void submit(one)}>{t(mode === 'call' ? 'compose.saveTo' : 'compose.sendTo', { name: t(`cases:status.${one}`) })}</Menu.Item>)}</Menu.Dropdown>
              </Menu>
            )}
          </Button.Group>
        </div>
      </div>
    </section>
  );
}

/** The newest entry when the writing began; stays while somebody writes, so that what comes in meanwhile is noticed. */
function useSeen(newestId: string | null, isEmpty: boolean): { id: string | null; takeNote: (id: string | null) => void } {
  const [noted, setNoted] = useState<string | null>(newestId);
  // A draft of yesterday was begun before this page knew anything: what is there now counts as seen.
  if (noted !== newestId && (isEmpty || noted === null)) setNoted(newestId);
  return { id: noted, takeNote: setNoted };
}
