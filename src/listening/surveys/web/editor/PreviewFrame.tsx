import { memo, useDeferredValue, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answers, Definition } from '../../definition.contract.ts';
import type { Theme } from '../../looks/theme.contract.ts';
import classes from './editor.module.css';

/** Where somebody who tries it out is. */
export interface PreviewPath {
  path: readonly string[];
  answers: Answers;
}

interface PreviewFrameProps {
  definition: Definition;
  theme: Theme | null;
  language: string;
  device: 'phone' | 'desktop';
  /** Size of the page inside; it is drawn smaller by `scale`. */
  widthPx: number;
  heightPx: number;
  scale: number;
  /** Id of the question or page to be shown. */
  at?: string | undefined;
  onPath?: (path: PreviewPath) => void;
}

const isPath = (data: unknown): data is { kind: string; path: string[]; answers: Answers } => typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'momente.preview.path' && 'path' in data && Array.isArray(data.path);
const isReady = (data: unknown): boolean => typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'momente.preview.ready';

/** The page of customers itself in a frame, fed with the draft. It follows a moment after typing: typing comes first. */
export const PreviewFrame = memo(function PreviewFrame({ definition, theme, language, device, widthPx, heightPx, scale, at, onPath }: PreviewFrameProps) {
  const { t } = useTranslation('survey-editor');
  const frame = useRef<HTMLIFrameElement>(null);
  const calm = useDeferredValue(definition);
  const latest = useRef<{ definition: Definition; theme: Theme | null; language: string; at: string | undefined }>({ definition: calm, theme, language, at });
  const listener = useRef(onPath);
  useEffect(() => { listener.current = onPath; }, [onPath]);
  useEffect(() => {
    latest.current = { definition: calm, theme, language, at };
    const timer = setTimeout(() => send(frame.current, latest.current), 300);
    return () => clearTimeout(timer);
  }, [calm, theme, language, at]);
  useEffect(() => {
    const hear = (event: MessageEvent<unknown>) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== window.location.origin) return;
      if (isReady(event.data)) send(frame.current, latest.current);
      else if (isPath(event.data)) listener.current?.({ path: event.data.path, answers: event.data.answers });
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  return (
    <div className={classes.device} data-device={device} style={{ width: widthPx * scale, height: heightPx * scale }}>
      {/* Our own page with our own script: it needs both, and a sandbox that allows both is none. */}
      {/* oxlint-disable-next-line react/iframe-missing-sandbox */}
      <iframe ref={frame} src="/s/preview" title={t(`preview.${device}`)} style={{ width: widthPx, height: heightPx, transform: `scale(${scale})` }} onLoad={() => send(frame.current, latest.current)} />
    </div>
  );
});

function send(frame: HTMLIFrameElement | null, { definition, theme, language, at }: { definition: Definition; theme: Theme | null; language: string; at: string | undefined }): void {
  frame?.contentWindow?.postMessage({ kind: 'momente.preview', definition, theme, language, ...(at !== undefined && { at }) }, window.location.origin);
}
