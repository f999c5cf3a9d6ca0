export interface TextPart {
  text: string;
  mark: 'plain' | 'bold' | 'italic';
}
export type TextBlock = { kind: 'paragraph'; lines: TextPart[][] } | { kind: 'list'; items: TextPart[][] };

/** Paragraphs, lists of lines that begin with `- `, **bold** and *italic*. Everything else is text as it stands. */
export function readRichText(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    for (const line of paragraph.split('\n').filter((one) => one.trim() !== '')) {
      const item = /^\s*[-•]\s+(.*)$/.exec(line)?.[1];
      const last = blocks.at(-1);
      if (item !== undefined) {
        if (last?.kind === 'list') last.items.push(readParts(item));
        else blocks.push({ kind: 'list', items: [readParts(item)] });
      } else if (last?.kind === 'paragraph' && last.lines.length > 0) last.lines.push(readParts(line));
      else blocks.push({ kind: 'paragraph', lines: [readParts(line)] });
    }
    blocks.push({ kind: 'paragraph', lines: [] }); // the next line begins a new one
  }
  return blocks.filter((block) => block.kind === 'list' || block.lines.length > 0);
}

function readParts(line: string): TextPart[] {
  return line.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).filter((part) => part !== '').map((part) => {
    if (/^\*\*[^*]+\*\*$/.test(part)) return { text: part.slice(2, -2), mark: 'bold' };
    if (/^\*[^*\s][^*]*\*$/.test(part)) return { text: part.slice(1, -1), mark: 'italic' };
    return { text: part, mark: 'plain' };
  });
}
