import { z } from 'zod';
import { touchpointCodeSchema } from '../../journeys/touchpoints/touchpoints.contract.ts';

/**
 * What a survey asks: pages with questions, one document per version. The page that customers answer, the server that
 * judges their answers and the editor read the same document with the same logic (flow.logic.ts, answer-check.logic.ts).
 * Limits are here, so that no document can become a bomb.
 */

export const QUESTIONS_PER_SURVEY = 300;
export const PAGES_PER_SURVEY = 100;
export const OPTIONS_PER_QUESTION = 200;
export const ROWS_PER_QUESTION = 60;
export const EXPRESSION_LIMIT = 500;

/** `de`, `en`, `pt-BR`: a BCP 47 tag of language and region. */
export const languageTagSchema = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'a language such as de, en or pt-BR');

const noNul = /^[^\0]*$/;
const textOf = (limit: number) => z.record(languageTagSchema, z.string().max(limit).regex(noNul, 'holds the character NUL'));
/** A short line (labels of options and scales) in each language. Plain text; `{{ expression }}` pipes answers in. */
export const lineSchema = textOf(500);
/** A question or paragraph in each language. Plain text with line breaks; `{{ expression }}` pipes answers in. */
export const wordingSchema = textOf(5_000);
export type Words = z.infer<typeof wordingSchema>;

/** Of questions, pages, options, rows, items, hidden fields: what exports, waves and expressions call them. Never changes once published. */
export const partIdSchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'small letters, digits and _; a letter first; at most 40');
export const optionIdSchema = z.string().regex(/^[a-z0-9][a-z0-9_]{0,39}$/, 'small letters, digits and _; at most 40');

/** See docs: expressions. Which names exist is checked by checkDefinition. */
export const expressionSchema = z.string().trim().min(1).max(EXPRESSION_LIMIT);

/** Points of a scale, both ends included, step 1. `labels` by point, e.g. {"1": {de: "gar nicht"}}. */
export const scaleSchema = z.strictObject({
  low: z.int().min(-10).max(10),
  high: z.int().min(-9).max(20),
  lowLabel: lineSchema.optional(),
  highLabel: lineSchema.optional(),
  labels: z.record(z.string().regex(/^-?\d{1,2}$/), lineSchema).optional(),
  /** Wording of "cannot say"; offered only where it is given. The answer is then `na`. */
  naLabel: lineSchema.optional(),
}).refine(({ low, high }) => high > low && high - low <= 20, 'a scale has 2 to 21 points');
export type Scale = z.infer<typeof scaleSchema>;

export const optionSchema = z.strictObject({
  id: optionIdSchema,
  label: lineSchema,
  /** Choosing it clears the others: "none of these". */
  isExclusive: z.boolean().optional(),
  /** Choosing it opens a line of text: "other, namely". */
  withText: z.boolean().optional(),
  /** Stays where it is when the order is random. */
  isFixed: z.boolean().optional(),
});
export type Option = z.infer<typeof optionSchema>;

/** Dimension of experience that a question or item is about: our six, those of SERVQUAL and ECSI, or the company's own. */
export const dimensionCodeSchema = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

export const rowSchema = z.strictObject({ id: partIdSchema, text: lineSchema, dimension: dimensionCodeSchema.optional() });
export type Row = z.infer<typeof rowSchema>;

const base = {
  id: partIdSchema,
  title: wordingSchema,
  help: wordingSchema.optional(),
  isRequired: z.boolean().optional(),
  /** Asked only where this is true. */
  when: expressionSchema.optional(),
  dimension: dimensionCodeSchema.optional(),
  /** What the answer is about, where it is not the survey's touchpoint. */
  touchpoint: touchpointCodeSchema.optional(),
};
const question = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) => z.strictObject({ kind: z.literal(kind), ...base, ...shape });
const options = z.array(optionSchema).min(2).max(OPTIONS_PER_QUESTION);
const rows = z.array(rowSchema).min(1).max(ROWS_PER_QUESTION);
const isShuffled = z.boolean().optional();
const look = z.enum(['numbers', 'stars', 'smileys']).optional();

export const contactFields = ['firstName', 'lastName', 'company', 'email', 'phone', 'street', 'postcode', 'city', 'country'] as const;
export const textFormats = ['email', 'phone', 'url', 'postcode_de'] as const;
export const fileTypes = ['image', 'pdf', 'office', 'text'] as const;

export const questionSchema = z.discriminatedUnion('kind', [
  /** "How likely would you recommend …", 0–10. Answer: number. */
  question('nps', { lowLabel: lineSchema.optional(), highLabel: lineSchema.optional() }),
  /** Satisfaction, 1–`points`. Answer: number. */
  question('csat', { points: z.union([z.literal(5), z.literal(7), z.literal(10)]), look, lowLabel: lineSchema.optional(), highLabel: lineSchema.optional() }),
  /** Customer effort as agreement with "made it easy", 1–`points`, more is easier. Answer: number. */
  question('ces', { points: z.union([z.literal(5), z.literal(7)]), lowLabel: lineSchema.optional(), highLabel: lineSchema.optional() }),
  /** 1–`points`. `role` says what the figure is; `rating` has no fixed meaning. Answer: number. */
  question('rating', { points: z.int().min(2).max(10), look, lowLabel: lineSchema.optional(), highLabel: lineSchema.optional(), role: z.enum(['rating', 'overall']).optional() }),
  /** One of a list. Answer: option id, or {id, text} for "other". */
  question('choice', { options, isShuffled }),
  /** Any of a list. Answer: list of those. */
  question('choices', { options, isShuffled, min: z.int().min(0).max(200).optional(), max: z.int().min(1).max(200).optional() }),
  /** One of a long list, unfolded on demand. Answer: option id. */
  question('dropdown', { options, isShuffled }),
  /** Rows on one scale (Likert). Answer: {row id: point or 'na'}. */
  question('matrix', { rows, scale: scaleSchema, isShuffled }),
  /** Each item twice on the same scale. Answer: {item id: {first: point or 'na', second: …}}. Kano pairs use roles functional/dysfunctional. */
  question('pairs', {
    items: rows,
    scale: scaleSchema,
    roles: z.enum(['expectation_experience', 'functional_dysfunctional']),
    firstLabel: lineSchema,
    secondLabel: lineSchema,
    isShuffled,
  }),
  /** How important each item is. Answer: {item id: point or 'na'}. */
  question('importance', { items: rows, scale: scaleSchema, isShuffled }),
  /** The `top` best in order (all by default). Answer: list of option ids, best first. */
  question('ranking', { options, top: z.int().min(1).max(200).optional(), isShuffled }),
  /** Answer: number on low, low + step, … high. */
  question('slider', { low: z.number(), high: z.number(), step: z.number().positive(), unit: lineSchema.optional(), lowLabel: lineSchema.optional(), highLabel: lineSchema.optional() }),
  /** Answer: number. */
  question('number', { low: z.number().optional(), high: z.number().optional(), decimals: z.int().min(0).max(6).optional(), unit: lineSchema.optional() }),
  /** Answer: calendar day as 2026-03-31. `today` allowed as a limit. */
  question('date', { earliest: z.union([z.iso.date(), z.literal('today')]).optional(), latest: z.union([z.iso.date(), z.literal('today')]).optional() }),
  /** Answer: text. `role` comment = words about the experience (shown with figures, moods, cases). */
  question('text', { lines: z.enum(['one', 'many']), maxLength: z.int().min(1).max(5_000).optional(), format: z.enum(textFormats).optional(), role: z.enum(['comment', 'text']).optional(), placeholder: lineSchema.optional() }),
  /** Answer: {field: text}. Given only with the customer's will; kept apart from figures. */
  question('contact', { fields: z.array(z.strictObject({ field: z.enum(contactFields), isRequired: z.boolean().optional() })).min(1).max(contactFields.length) }),
  /** A sentence to agree to. Answer: true or false. With isRequired only `true` passes. */
  question('consent', { label: lineSchema, purpose: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/).optional() }),
  /** One or several pictures. Answer: list of option ids. `image` is a file id of this survey. */
  question('pictures', { options: z.array(optionSchema.extend({ image: z.string().max(80) })).min(2).max(40), isMultiple: z.boolean().optional(), isShuffled }),
  /** Files of the customer. Answer: list of file ids from the upload. */
  question('file', { types: z.array(z.enum(fileTypes)).min(1), maxFiles: z.int().min(1).max(5), maxBytes: z.int().min(1_000).max(10_000_000) }),
  /** Text only. No answer. */
  question('statement', {}),
]);
export type Question = z.infer<typeof questionSchema>;
export type QuestionKind = Question['kind'];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;
export const questionKinds = ['nps', 'csat', 'ces', 'rating', 'choice', 'choices', 'dropdown', 'matrix', 'pairs', 'importance', 'ranking', 'slider', 'number', 'date', 'text', 'contact', 'consent', 'pictures', 'file', 'statement'] as const satisfies readonly QuestionKind[];

/** After a page: the first rule that is true decides; otherwise the next page. Only forwards. */
const jumpSchema = z.strictObject({ when: expressionSchema, to: partIdSchema.describe('id of a later page or of an ending') });

export const pageSchema = z.strictObject({
  id: partIdSchema,
  title: lineSchema.optional(),
  when: expressionSchema.optional(),
  jumps: z.array(jumpSchema).max(50).optional(),
  isShuffled: z.boolean().optional().describe('questions in random order'),
  questions: z.array(questionSchema).max(100),
});
export type Page = z.infer<typeof pageSchema>;

export const endingSchema = z.strictObject({
  id: partIdSchema,
  title: lineSchema,
  text: wordingSchema.optional(),
  link: z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(500), label: lineSchema }).optional(),
  /** The first ending whose `when` holds is shown; one without holds always. */
  when: expressionSchema.optional(),
});
export type Ending = z.infer<typeof endingSchema>;

export const hiddenFieldSchema = z.strictObject({ id: partIdSchema, label: z.string().max(120).optional() });

export const definitionSchema = z.strictObject({
  /** The first one is the fallback of the others. */
  languages: z.array(languageTagSchema).min(1).max(30).refine((all) => new Set(all).size === all.length, 'each language once'),
  title: lineSchema,
  intro: wordingSchema.optional(),
  pages: z.array(pageSchema).min(1).max(PAGES_PER_SURVEY),
  endings: z.array(endingSchema).min(1).max(20),
  /** Values that come with the link (`?campaign=spring`), at most 500 characters each. */
  hidden: z.array(hiddenFieldSchema).max(30),
  closing: z.strictObject({ quotaFull: wordingSchema.optional(), closed: wordingSchema.optional() }).optional(),
  look: z.strictObject({ showsProgress: z.boolean(), allowsBack: z.boolean(), isOneByOne: z.boolean().describe('one question on a screen') }),
});
export type Definition = z.infer<typeof definitionSchema>;

/** An answer as it goes over the wire; which shape belongs to which kind stands at the kinds above. */
export type OtherOption = { id: string; text: string };
export type ScalePoint = number | 'na';
export type AnswerValue =
  | number | string | boolean | OtherOption
  | readonly (string | OtherOption)[]
  | { readonly [row: string]: ScalePoint }
  | { readonly [item: string]: { first?: ScalePoint; second?: ScalePoint } }
  | { readonly [field: string]: string };
/** By question id. */
export type Answers = Readonly<Record<string, AnswerValue>>;
/** As it arrives: judged by answer-check.logic.ts, so that a refusal names the place of each wrong one. */
export const rawAnswersSchema = z.record(z.string().max(60), z.unknown()).refine((all) => Object.keys(all).length <= QUESTIONS_PER_SURVEY, 'too many answers');

/** How a response came about. */
export const responseSources = ['link', 'mail', 'sms', 'messenger', 'qr', 'widget', 'kiosk', 'api', 'import', 'staff'] as const;
export const responseSourceSchema = z.enum(responseSources);
export type ResponseSource = z.infer<typeof responseSourceSchema>;

/**
 * What one answer says to figures: one row of history. `value` is on the standard scale of its role (expectation,
 * experience, overall, ces 0–10; csat 1–5; nps 0–10; others as asked), `raw` as asked on `low`–`high`.
 */
export const typedRoles = ['expectation', 'experience', 'nps', 'csat', 'ces', 'overall', 'comment', 'importance', 'functional', 'dysfunctional', 'rating', 'agreement', 'choice', 'rank', 'number', 'date', 'text', 'consent'] as const;
export type TypedRole = (typeof typedRoles)[number];
export interface TypedAnswer {
  question: string;
  /** question, question.row, question.item.expectation, question.option: unique within the response. */
  item: string;
  role: TypedRole;
  dimension: string;
  touchpoint: string | null;
  /** Chosen option, or row; '' where there is none. */
  option: string;
  value: number | null;
  raw: number | null;
  low: number | null;
  high: number | null;
  text: string;
}
