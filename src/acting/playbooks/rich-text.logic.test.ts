import { describe, expect, it } from 'vitest';
import { readRichText } from './rich-text.logic.ts';

const plain = (text: string) => ({ text, mark: 'plain' });

describe('the text of a playbook', () => {
  it('has paragraphs, lists, bold and italic, and nothing else', () => {
    expect(readRichText('Bleiben Sie **ruhig**.\nZweite Zeile\n\n- eins\n- *zwei*\n\n<b>kein HTML</b>')).toEqual([
      { kind: 'paragraph', lines: [[plain('Bleiben Sie '), { text: 'ruhig', mark: 'bold' }, plain('.')], [plain('Zweite Zeile')]] },
      { kind: 'list', items: [[plain('eins')], [{ text: 'zwei', mark: 'italic' }]] },
      { kind: 'paragraph', lines: [[plain('<b>kein HTML</b>')]] },
    ]);
  });
  it('leaves lonely stars alone', () => {
    expect(readRichText('3 * 4 * 5 ** 2')).toEqual([{ kind: 'paragraph', lines: [[plain('3 * 4 * 5 ** 2')]] }]);
    expect(readRichText('')).toEqual([]);
  });
});
