import type { FoundVoice, TouchpointRule } from '../sources/voice-sources.contract.ts';

/** Which touchpoint a voice is about: the first rule that fits, else what the source says. */
export function chooseTouchpoint({ title, text, place, product, url }: Pick<FoundVoice, 'title' | 'text' | 'place' | 'product' | 'url'>, rules: readonly TouchpointRule[], usual: string | null): string | null {
  const places = { place, product, words: `${title}\n${text}`, url: url ?? '' };
  return rules.find(({ field, contains }) => places[field].toLowerCase().includes(contains.toLowerCase()))?.touchpoint ?? usual;
}
