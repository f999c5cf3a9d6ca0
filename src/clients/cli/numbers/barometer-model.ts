import { z } from 'zod';
import type { PathModel } from '../../../kernel/stats/barometer/path-model.ts';
import { UsageError } from '../command.ts';
import { readJson } from './read-json.ts';

/** Ends of a scale: what the worst and the best answer is written as. Grades with 1 as the best have low 6, high 1. */
export interface Ends {
  low: number;
  high: number;
}

export interface FileModel extends PathModel {
  /** The block that is the index. */
  index: string;
  /** What makes an index out of items: the same weight for each, or those of the path model. */
  weights: 'equal' | 'pls';
  /** By item. */
  ends: ReadonlyMap<string, Ends>;
}

export const modelHelp = `
The model file (JSON):
  {
    "scale":  {"low": 1, "high": 10},
    "blocks": [{"name": "Satisfaction", "items": ["q1", "q2", {"item": "q3", "low": 6, "high": 1}]}, …],
    "paths":  [{"from": "Image", "to": "Satisfaction"}, …],
    "index":  "Satisfaction",
    "scheme": "centroid",
    "weights": "equal"
  }
  scale    what the worst (low) and the best answer (high) is written as; a block or an item may have its own. German
           grades, where 1 is best: {"low": 6, "high": 1}
  blocks   what cannot be asked directly, each with the columns that ask about it; also {"Image": ["q1", "q2"], …}
  paths    which block acts on which, without a circle; also [["Image", "Satisfaction"], …]
  index    the block that is the index (default: the one named Satisfaction)
  scheme   centroid (default) or path: how the blocks listen to one another while weights are sought
  weights  of the indices: equal (default; compares over time) or pls (those of the model)`;

const endsShape = { low: z.number(), high: z.number() };
const scaleSchema = z.union([z.strictObject(endsShape), z.tuple([z.number(), z.number()]).transform(([low, high]) => ({ low, high }))]);
const name = z.string().min(1);
const itemSchema = z.union([name.transform((item) => ({ item, low: undefined, high: undefined })), z.strictObject({ item: name, low: z.number().optional(), high: z.number().optional() })]);
const blockSchema = z.strictObject({ name, items: z.array(itemSchema).min(1), scale: scaleSchema.optional() });
const pathSchema = z.union([z.strictObject({ from: name, to: name }), z.tuple([name, name]).transform(([from, to]) => ({ from, to }))]);
const modelSchema = z.strictObject({
  scale: scaleSchema.optional(),
  blocks: z.union([z.array(blockSchema).min(1), z.record(name, z.array(itemSchema).min(1)).transform((blocks) => Object.entries(blocks).map(([block, items]): z.output<typeof blockSchema> => ({ name: block, items })))]),
  paths: z.array(pathSchema).default([]),
  index: name.optional(),
  scheme: z.enum(['centroid', 'path']).default('centroid'),
  weights: z.enum(['equal', 'pls']).default('equal'),
});

/** @throws UsageError that says what is wrong with the file and where */
export function readModel(path: string): FileModel {
  const parsed = modelSchema.safeParse(readJson(path));
  if (!parsed.success) throw new UsageError(`${path} is no model of a barometer (momente barometer --help shows one): ${z.prettifyError(parsed.error)}`);
  const { scale, blocks, paths, index, scheme, weights } = parsed.data;
  const ends = new Map(blocks.flatMap((block) => block.items.map(({ item, low, high }) => [item, endsOf(path, item, low ?? (block.scale ?? scale)?.low, high ?? (block.scale ?? scale)?.high)] as const)));
  const chosen = index ?? blocks.find((block) => /^(customer )?(satisfaction|(kunden)?zufriedenheit)$/i.test(block.name))?.name;
  if (chosen === undefined || !blocks.some((block) => block.name === chosen)) throw new UsageError(`${path}: ${index === undefined ? 'say which block is the index: "index": "…"' : `the index "${index}" is no block`}. There are: ${blocks.map((block) => block.name).join(', ')}`);
  return { blocks: blocks.map((block) => ({ name: block.name, items: block.items.map(({ item }) => item) })), paths, scheme, index: chosen, weights, ends };
}

function endsOf(path: string, item: string, low: number | undefined, high: number | undefined): Ends {
  if (low === undefined || high === undefined) throw new UsageError(`${path}: say what the worst and the best answer of "${item}" is: "scale": {"low": 1, "high": 10}`);
  if (low === high) throw new UsageError(`${path}: the worst and the best answer of "${item}" are the same (${low}).`);
  return { low, high };
}
