// What the editor shows beside the draft: the real renderer in a frame. Drafts come by message, from our own pages only.
import type { Answers, Definition } from '../../../listening/surveys/definition.contract.ts';
import type { MountedSurvey } from './mount.types.ts';
import { mountSurvey } from './mount-survey.tsx';
import type { SurveyTheme } from './theme.logic.ts';
import { imageAddress } from './transport.ts';

/** From the editor. */
interface PreviewMessage {
  kind: 'momente.preview';
  definition: Definition;
  theme: SurveyTheme | null;
  language: string;
  /** Replaces what was answered in the preview. */
  answers?: Answers;
  /** Page or question to show. */
  at?: string;
  /** Code of the survey, for its images; where it is missing, the address of the editor says it. */
  code?: string;
  hidden?: Record<string, string>;
}

const root = document.getElementById('root');
if (!root) throw new Error('preview.html has no #root');
let mounted: MountedSurvey | null = null;
let code = '';
let seenAt: string | undefined;

addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.origin !== location.origin || event.source !== window.parent || !isPreview(event.data)) return;
  try {
    show(event.data);
  } catch {
    // A draft in the middle of a change may make no sense; the next one does.
    mounted?.unmount();
    mounted = null;
  }
});
tell('momente.preview.ready', {});

function show({ definition, theme, language, answers, at, code: named, hidden }: PreviewMessage): void {
  code = named ?? (code || codeOfEditor());
  const load = { code, version: 0, state: 'open' as const, definition, theme, ...(hidden ? { hidden } : {}) };
  const change = { load, language, ...(answers ? { answers } : {}), ...(at === undefined ? {} : { at }) };
  if (at !== seenAt) {
    seenAt = at;
    // After the screen that it is on has come.
    setTimeout(() => bringIntoView(at ?? ''), 60);
  }
  if (mounted) return mounted.update(change);
  mounted = mountSurvey(root as HTMLElement, { // seen above
    ...change,
    mode: 'preview',
    // The same order of shuffled options while one edits.
    responseId: '00000000-0000-4000-8000-000000000000',
    imageUrl: (fileId) => imageAddress(code, fileId),
    submit: async ({ isFinal }) => ({ state: isFinal ? 'finished' : 'saved' }),
    sendFile: async () => ({ fileId: `preview-${Date.now()}` }),
    onProgress: ({ path, shown, at: place, ending, answers: given, isFinished }) => tell('momente.preview.path', { path, shown, at: place, ending, answers: given, isFinished }),
  });
}

/** The question that is being worked on, below the bar; the page around us does not move. */
function bringIntoView(id: string): void {
  const blocks = [...document.querySelectorAll<HTMLElement>('[data-id]')];
  const at = blocks.findIndex((block) => block.dataset['id'] === id);
  const block = blocks[at];
  if (block) window.scrollTo({ top: at === 0 ? 0 : Math.max(0, block.getBoundingClientRect().top + window.scrollY - 72) });
}

/** The address of the editor around us names the survey. */
function codeOfEditor(): string {
  try {
    return decodeURIComponent(/\/surveys\/([^/]+)/.exec(window.parent.location.pathname)?.[1] ?? '');
  } catch {
    return '';
  }
}

function isPreview(data: unknown): data is PreviewMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'momente.preview' && 'definition' in data;
}

function tell(kind: string, about: object): void {
  if (window.parent !== window) window.parent.postMessage({ kind, ...about }, location.origin);
}
