import type { Editor } from '@tiptap/react';

/** One entry of the list that opens behind `@` or `;`. */
export interface Suggested {
  id: string;
  label: string;
  note?: string;
}

/** What the list under the cursor shows right now. */
export interface OpenSuggestions {
  items: readonly Suggested[];
  at: { left: number; top: number; bottom: number };
  pick: (item: Suggested) => void;
}

interface ListProps {
  items: Suggested[];
  command: (item: Suggested) => void;
  clientRect?: (() => DOMRect | null) | null;
}

/** The plugin of the editor tells when the list opens, changes and closes; React draws it. */
export function drawWith(show: (open: OpenSuggestions | null) => void, press: (key: string) => boolean) {
  const draw = (props: ListProps) => {
    const rect = props.clientRect?.();
    show(rect && props.items.length > 0 ? { items: props.items, at: { left: rect.left, top: rect.top, bottom: rect.bottom }, pick: props.command } : null);
  };
  return () => ({
    onStart: draw,
    onUpdate: draw,
    onExit: () => show(null),
    onKeyDown: ({ event }: { event: KeyboardEvent }) => press(event.key),
  });
}

/** Ids of everybody who is mentioned in the text, each once. */
export function mentionedIn(editor: Editor): string[] {
  const ids = new Set<string>();
  editor.state.doc.descendants((node) => {
    const id: unknown = node.type.name === 'mention' ? node.attrs['id'] : null;
    if (typeof id === 'string') ids.add(id);
  });
  return [...ids];
}
