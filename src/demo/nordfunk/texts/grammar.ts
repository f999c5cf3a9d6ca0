import { type Random, itemAt } from '../random.ts';

export type SlotName =
  | 'place' | 'model' | 'software' | 'tariff' | 'country' | 'amount' | 'date' | 'days' | 'minutes' | 'times' | 'agent' | 'order';

/** Fills the slots of one text; the values are drawn when they are needed. */
export interface Scene {
  slot(name: SlotName): string;
}

type Node = string | { slot: SlotName } | { choices: readonly (readonly Node[])[] };
export type Fragment = readonly Node[];

/** Reads "{a|b <place>} c" into a tree once, so that writing a text is only a walk. */
export function compile(source: string): Fragment {
  let position = 0;

  const sequence = (): Node[] => {
    const nodes: Node[] = [];
    let literal = '';
    const flush = (): void => {
      if (literal) nodes.push(literal);
      literal = '';
    };
    while (position < source.length) {
      const character = source[position] ?? '';
      if (character === '|' || character === '}') break;
      position += 1;
      if (character === '{') {
        flush();
        nodes.push(choice());
      } else if (character === '<') {
        flush();
        const end = source.indexOf('>', position);
        // The tests write every fragment once and would see a slot that no scene knows.
        nodes.push({ slot: source.slice(position, end) as SlotName });
        position = end + 1;
      } else {
        literal += character;
      }
    }
    flush();
    return nodes;
  };

  const choice = (): Node => {
    const choices: Node[][] = [sequence()];
    while (source[position] === '|') {
      position += 1;
      choices.push(sequence());
    }
    if (source[position] !== '}') throw new SyntaxError(`unbalanced braces in "${source}"`);
    position += 1;
    return { choices };
  };

  const fragment = sequence();
  if (position < source.length) throw new SyntaxError(`unbalanced braces in "${source}"`);
  return fragment;
}

export function expand(fragment: Fragment, random: Random, scene: Scene): string {
  let text = '';
  for (const node of fragment) {
    if (typeof node === 'string') text += node;
    else if ('slot' in node) text += scene.slot(node.slot);
    else text += expand(itemAt(node.choices, random.int(0, node.choices.length - 1)), random, scene);
  }
  return text;
}
