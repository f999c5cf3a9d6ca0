import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { Problem } from '../../../kernel/problem.ts';

/** What is heard while a part of a workbook is read; names come without their prefix. */
export interface XmlListener {
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Called after each chunk; true ends the reading. */
  enough?(): boolean;
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/**
 * Reads XML as it comes, chunk by chunk, handing over control after each. A document type is refused: workbooks have
 * none, and entities are how XML is made to read other files or to grow without end.
 * @throws import.file_damaged
 */
export async function* readXml(stream: Readable, listener: XmlListener): AsyncGenerator<undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw new Problem('import.file_damaged', 'A part of the file is not valid XML.', { cause: error.message.slice(0, 200) });
  });
  parser.on('doctype', () => {
    throw new Problem('import.file_damaged', 'A part of the file declares a document type. Workbooks have none; it is not read.', { cause: 'doctype' });
  });
  parser.on('opentag', ({ name, attributes }) => listener.open?.(localName(name), attributes as Record<string, string>));
  parser.on('closetag', ({ name }) => listener.close?.(localName(name)));
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      parser.write(decoder.decode(chunk, { stream: true }));
      yield undefined;
      if (listener.enough?.() === true) return;
    }
    parser.close();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('import.file_damaged', 'A part of the file cannot be unpacked.', { cause: error instanceof Error ? error.message.slice(0, 200) : '' });
  } finally {
    stream.destroy();
  }
}

/** Reads a whole part whose length the listener bounds itself. */
export async function readWholeXml(stream: Readable, listener: XmlListener): Promise<void> {
  for await (const _chunk of readXml(stream, listener)) {
    // the listener does the work
  }
}
