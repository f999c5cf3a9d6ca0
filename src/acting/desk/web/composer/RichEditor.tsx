import '@mantine/tiptap/styles.layer.css';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
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
  onSend: () => void;
  /** People behind `@`; without it there are no mentions. */
  findPeople?: (query: string) => Promise<Suggested[]>;
  findSnippets: (query: string) => Promise<Suggested[]>;
  /** The text of a snippet, filled in for this case. */
  readSnippet: (id: string) => Promise<string>;
  handle: Ref<EditorHandle>;
}

/** Bold, lists, links – what a mail can carry. A chunk of its own: nobody waits for it before reading. */
export function RichEditor({ label, placeholder, startHtml, onChange, onSend, findPeople, findSnippets, readSnippet, handle }: RichEditorProps) {
  const { t, i18n } = useTranslation('desk');
  const [open, setOpen] = useState<OpenSuggestions | null>(null);
  const keys = useRef<(key: string) => boolean>(() => false);
  const latest = useRef({ onChange, onSend, findPeople, findSnippets, readSnippet });
  useEffect(() => { latest.current = { onChange, onSend, findPeople, findSnippets, readSnippet }; });
  const editor = useEditor({
    content: startHtml,
    injectCSS: false, // the server forbids styles that the page writes itself
    shouldRerenderOnTransaction: true,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, lang: i18n.language },
      handleKeyDown: (_view, event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSend();
        return true;
      },
    },
    extensions: [
      StarterKit.configure({ heading: false, codeBlock: false, code: false, horizontalRule: false, strike: false, link: { openOnClick: false, defaultProtocol: 'https', protocols: ['http', 'https', 'mailto', 'tel'] } }),
      Placeholder.configure({ placeholder }),
      ...(findPeople ? [Mention.configure({
        HTMLAttributes: { class: 'mention' },
        suggestion: { char: '@', pluginKey: new PluginKey('people'), items: ({ query }) => latest.current.findPeople?.(query) ?? [], render: drawWith(setOpen, keys) },
      })] : []),
      Mention.extend({ name: 'snippet' }).configure({
        suggestion: {
          char: ';', pluginKey: new PluginKey('snippets'),
          items: ({ query }) => latest.current.findSnippets(query),
          command: ({ editor: inside, range, props }) => {
            inside.chain().focus().deleteRange(range).run();
            if (props.id) void latest.current.readSnippet(props.id).then((html) => inside.chain().focus().insertContent(html).run());
          },
          render: drawWith(setOpen, keys),
        },
      }),
    ],
    onUpdate: ({ editor: written }) => latest.current.onChange(readWritten(written)),
  }, [label, placeholder]);

  useImperativeHandle(handle, () => ({
    focus: () => { editor?.commands.focus('end'); },
    insert: (html) => { editor?.chain().focus().insertContent(html).run(); },
    replace: (html) => {
      editor?.commands.setContent(html);
      if (editor) latest.current.onChange(readWritten(editor));
    },
  }), [editor]);

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
      {open && <SuggestionList open={open} keys={keys} />}
    </>
  );
}

const readWritten = (editor: Editor): Written => ({
  html: editor.isEmpty ? '' : editor.getHTML(), text: editor.getText({ blockSeparator: '\n' }), mentions: mentionedIn(editor), isEmpty: editor.isEmpty || editor.getText().trim() === '',
});
