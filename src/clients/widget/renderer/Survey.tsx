/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Definition } from '../../../listening/surveys/definition.contract.ts';
import { chooseLanguage, pipe, wordsIn } from '../../../listening/surveys/flow/flow.logic.ts';
import { Ending } from './Ending.tsx';
import { Frame } from './Frame.tsx';
import type { MountOptions } from './mount.types.ts';
import { Notice, PinForm } from './Notice.tsx';
import { ScreenForm } from './ScreenForm.tsx';
import { SurveyContext, type SurveyView } from './survey-context.ts';
import { useAnswering } from './useAnswering.ts';
import { directionOf, sayIn } from './words.ts';

export interface SurveyProps extends MountOptions {
  /** Hands the way to save at once to whoever mounted the survey. */
  onReady(saveNow: () => void): void;
}

/** A survey in whatever state it is: open, or with a word why not. */
export function Survey(props: SurveyProps) {
  const [opened, setOpened] = useState<MountOptions['load'] | null>(null);
  const load = opened ?? props.load;
  if (load.state === 'open' && load.definition) return <Open {...props} load={load} definition={load.definition} />;
  return <Shut {...props} load={load} onOpened={setOpened} />;
}

/** Closed, full, too early, answered, expired, or locked by a PIN. */
function Shut({ onOpened, ...props }: SurveyProps & { onOpened(load: MountOptions['load']): void }) {
  const { load, enterPin } = props;
  const language = chooseLanguage(load.languages && load.languages.length > 0 ? load.languages : ['de', 'en'], [props.language]);
  const say = sayIn(language);
  const title = load.state === 'open' ? 'unknown' : load.state === 'pin_needed' ? 'pin' : load.state;
  useEffect(() => props.onView?.({ title: say(`${title}.title`), language, direction: directionOf(language) }), [title, language]);
  return (
    <Frame {...props} language={language} languages={[]} onLanguage={() => undefined} share={null} name={wordsIn(load.title, language, load.languages ?? [])} say={say}>
      {load.state === 'pin_needed' && enterPin ? (
        <PinForm say={say} onPin={async (pin) => {
          const next = await enterPin(pin);
          if (next.state === 'pin_needed') return false;
          onOpened(next);
          return true;
        }} />
      ) : (
        <Notice title={say(`${title}.title`)} text={(load.notice && wordsIn(load.notice, language, load.languages ?? [])) || say(`${title}.text`)} {...closing(props, say)} />
      )}
    </Frame>
  );
}

export function closing({ onClose }: Pick<MountOptions, 'onClose'>, say: (key: string) => string): { action?: { label: string; do(): void } } {
  return onClose ? { action: { label: say('close'), do: () => onClose() } } : {};
}

function Open(props: SurveyProps & { definition: Definition }) {
  const { definition, mode, load } = props;
  const answering = useAnswering(props, definition);
  const { language, walked, answers, screen, place, screens, outcome, responseId } = answering;
  const say = sayIn(language);
  const view: SurveyView = {
    say,
    text: (words) => pipe(wordsIn(words, language, definition.languages), { definition, scope: walked.scope, language, answers }),
    language,
    seed: responseId,
    today: answering.today,
    figure: (value) => value.toLocaleString(language, { maximumFractionDigits: 6 }),
    sendFile: props.sendFile && ((question, file) => props.sendFile?.(question, file) ?? Promise.reject(new Error('no place for files'))),
    imageUrl: (fileId) => props.imageUrl?.(fileId) ?? '',
  };
  const name = view.text(definition.title);
  const main = useRef<HTMLElement>(null);
  useEffect(() => props.onReady(answering.saveNow));
  const title = outcome ? view.text(walked.ending.title) || say('thanks.title') : name;
  useEffect(() => props.onView?.({ title, language, direction: directionOf(language) }), [title, language]);
  useArrival(main, `${outcome ? 'end' : (screen?.id ?? 'greeting')}`, mode);

  const share = !definition.look.showsProgress || outcome ? null : place < 0 ? 0 : (place + 1) / (screens.length + 1);
  const greets = place < 0 && !outcome;
  let content: ComponentChildren;
  if (outcome) content = <Ending answering={answering} definition={definition} closing={closing(props, say)} />;
  else if (greets || !screen) content = <Greeting title={name} text={view.text(definition.intro)} start={say('start')} onStart={answering.next} isEmpty={screens.length === 0} />;
  else content = <ScreenForm key={screen.id} answering={answering} screen={screen} definition={definition} />;
  return (
    <SurveyContext.Provider value={view}>
      <Frame {...props} load={load} language={language} languages={outcome ? [] : definition.languages} onLanguage={answering.setLanguage} share={share} name={greets ? '' : name} say={say} mainRef={main} steps={{ step: Math.max(1, place + 1), steps: screens.length }}>
        {content}
      </Frame>
    </SurveyContext.Provider>
  );
}

function Greeting({ title, text, start, onStart, isEmpty }: { title: string; text: string; start: string; onStart(): void; isEmpty: boolean }) {
  return (
    <div class="notice">
      <h1 class="title large" tabIndex={-1}>{title}</h1>
      {text !== '' && <p class="lead">{text}</p>}
      {!isEmpty && <div class="actions"><button type="button" class="primary" onClick={onStart}>{start}</button></div>}
    </div>
  );
}

/** A new screen begins at its top, and the focus lies on its title, so that a screen reader begins there as well. */
function useArrival(main: { current: HTMLElement | null }, screen: string, mode: MountOptions['mode']): void {
  const before = useRef(screen);
  useLayoutEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    if (mode === 'widget') main.current?.closest('.sv')?.scrollTo({ top: 0 });
    else window.scrollTo({ top: 0 });
    // In the editor the focus stays where its author writes.
    if (mode !== 'preview' || document.hasFocus()) main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [screen]);
}
