import '@mantine/tiptap/styles.layer.css';
import { useEffect, useImperativeHandle, useState, type Ref } from 'react';
import { RichTextEditor } from '@mantine/tiptap';
import { Mention } from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extension-placeholder';
import { PluginKey } from '@tiptap/pm/state';
import { useEditor, type Editor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useTranslation } from 'react-i18next';
import { SuggestionList } from './SuggestionList.tsx';
import { drawWith, mentionedIn, type OpenSuggestions, type Suggested } from './suggestions.ts';
import classes from './composer.module.css';

export interface Written {
  html: string;
  text: string;
  /** Ids of members of staff. */
  mentions: string[];
  isEmpty: boolean;
}

export interface EditorHandle {
  focus: () => void;
  insert: (html: string) => void;
  replace: (html: string) => void;
}

interface RichEditorProps {
  label: string;
  placeholder: string;
  /** Only where the editor begins; later changes come from the person who writes. */
  startHtml: string;
  onChange: (written: Written) => void;
  /** What the editor begins with, once it is there: a draft of yesterday is known as HTML only, and is sent as text, too. */
  onBegin: (written: Written) => void;
  onSend: () => void;
  /** People behind `@`; without it there are no mentions. */
  findPeople?: ((query: string) => Promise<Suggested[]>) | undefined;
  findSnippets: (query: string) => Promise<Suggested[]>;
  /** The text of a snippet, filled in for this case. */
  readSnippet: (id: string) => Promise<string>;
  handle: Ref<EditorHandle>;
}

/** Bold, lists, links – what a mail can carry. A chunk of its own: nobody waits for it before reading. */
export function RichEditor({ label, placeholder, startHtml, onChange, onBegin, onSend, findPeople, findSnippets, readSnippet, handle }: RichEditorProps) {
  const { t, i18n } = useTranslation('desk');
  const [open, setOpen] = useState<OpenSuggestions | null>(null);
  const [bridge] = useState(createBridge);
  useEffect(() => bridge.connect({ onChange, onBegin, onSend, findPeople, findSnippets, readSnippet }));
  const editor = useEditor({
    content: startHtml,
    injectCSS: false, // the server forbids styles that the page writes itself
    shouldRerenderOnTransaction: true,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, lang: i18n.language },
      handleKeyDown: (view, event) => {
        if (event.key === 'Escape' && !bridge.isChoosing()) view.dom.blur(); // back to the keys of the desk
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        bridge.send();
        return true;
      },
    },
    extensions: [
      StarterKit.configure({ heading: false, codeBlock: false, code: false, horizontalRule: false, strike: false, link: { openOnClick: false, defaultProtocol: 'https', protocols: ['http', 'https', 'mailto', 'tel'] } }),
      Placeholder.configure({ placeholder }),
      ...(findPeople ? [Mention.configure({
        HTMLAttributes: { class: 'mention' },
        suggestion: { char: '@', pluginKey: new PluginKey('people'), items: ({ query }) => bridge.findPeople(query), render: drawWith(setOpen, bridge.press) },
      })] : []),
      Mention.extend({ name: 'snippet' }).configure({
        suggestion: {
          char: ';', pluginKey: new PluginKey('snippets'),
          items: ({ query }) => bridge.findSnippets(query),
          command: ({ editor: inside, range, props }) => {
            inside.chain().focus().deleteRange(range).run();
            if (props.id) void bridge.readSnippet(props.id).then((html) => { if (html !== '') inside.chain().focus().insertContent(html).insertContent(' ').run(); });
          },
          render: drawWith(setOpen, bridge.press),
        },
      }),
    ],
    onCreate: ({ editor: begun }) => { if (!begun.isEmpty) bridge.begin(readWritten(begun)); },
    onUpdate: ({ editor: written }) => bridge.change(readWritten(written)),
  }, [label, placeholder]);

  useImperativeHandle(handle, () => ({
    focus: () => { editor?.commands.focus('end'); },
    insert: (html) => { editor?.chain().focus().insertContent(html).run(); },
    replace: (html) => {
      editor?.commands.setContent(html);
      if (editor) bridge.change(readWritten(editor));
    },
  }), [editor, bridge]);

  return (
    <>
      <RichTextEditor
        editor={editor} variant="subtle" withCodeHighlightStyles={false} className={classes.editor ?? ''} classNames={{ content: classes.text ?? '', toolbar: classes.toolbar ?? '' }}
        labels={{
          boldControlLabel: t('editor.bold'), italicControlLabel: t('editor.italic'), bulletListControlLabel: t('editor.bullets'), orderedListControlLabel: t('editor.numbers'),
          blockquoteControlLabel: t('editor.quote'), linkControlLabel: t('editor.link'), unlinkControlLabel: t('editor.unlink'), undoControlLabel: t('editor.undo'), redoControlLabel: t('editor.redo'),
          linkEditorInputLabel: t('editor.linkAddress'), linkEditorInputPlaceholder: 'https://', linkEditorExternalLink: t('editor.newTab'), linkEditorInternalLink: t('editor.sameTab'), linkEditorSave: t('editor.save'),
        }}
      >
        <RichTextEditor.Content />
        <RichTextEditor.Toolbar>
          <RichTextEditor.ControlsGroup><RichTextEditor.Bold /><RichTextEditor.Italic /></RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup><RichTextEditor.BulletList /><RichTextEditor.OrderedList /><RichTextEditor.Blockquote /></RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup><RichTextEditor.Link /><RichTextEditor.Unlink /></RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
      </RichTextEditor>
      {open && <SuggestionList open={open} onKeys={bridge.whenPressed} />}
    </>
  );
}

type Handlers = Pick<RichEditorProps, 'onChange' | 'onBegin' | 'onSend' | 'findPeople' | 'findSnippets' | 'readSnippet'>;

/** The editor is made once and lives long; through this it reaches what the page wants at the moment. */
function createBridge() {
  let now: Handlers | null = null;
  let list: ((key: string) => boolean) | null = null;
  return {
    connect: (handlers: Handlers) => { now = handlers; },
    whenPressed: (press: ((key: string) => boolean) | null) => { list = press; },
    press: (key: string): boolean => list?.(key) ?? false,
    isChoosing: (): boolean => list !== null,
    send: () => now?.onSend(),
    begin: (written: Written) => now?.onBegin(written),
    change: (written: Written) => now?.onChange(written),
    findPeople: async (query: string): Promise<Suggested[]> => now?.findPeople?.(query) ?? [],
    findSnippets: async (query: string): Promise<Suggested[]> => now?.findSnippets(query) ?? [],
    readSnippet: async (id: string): Promise<string> => now?.readSnippet(id) ?? '',
  };
}

const readWritten = (editor: Editor): Written => ({
  html: editor.isEmpty ? '' : editor.getHTML(), text: editor.getText({ blockSeparator: '\n' }), mentions: mentionedIn(editor), isEmpty: editor.isEmpty || editor.getText().trim() === '',
});
