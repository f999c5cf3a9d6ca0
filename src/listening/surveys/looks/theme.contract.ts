import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-f]{6}$/, 'a colour such as #0a5c8f');

/** How a survey looks. Only these few: what they cannot express, no survey needs. */
export const themeSchema = z.strictObject({
  /** Buttons and what is chosen. */
  primary: colour,
  background: colour,
  text: colour,
  font: z.enum(['system', 'serif', 'rounded', 'mono']),
  logo: z.uuid().nullable().describe('id of an image: /api/public/surveys/:code/images/:id'),
  corners: z.enum(['square', 'soft', 'round']),
  scheme: z.enum(['light', 'dark', 'auto']).describe('dark and auto turn background and text around'),
});
export type Theme = z.infer<typeof themeSchema>;

export const defaultTheme: Theme = { primary: '#653a9b', background: '#ffffff', text: '#1d1d22', font: 'system', logo: null, corners: 'soft', scheme: 'auto' };

/** What can be hard to read, see contrast.logic.ts. */
export const contrastFindingSchema = z.object({
  pair: z.enum(['text_on_background', 'primary_on_background']),
  isDark: z.boolean().describe('in the dark scheme'),
  ratio: z.number().describe('of WCAG 2.2, 1–21'),
  needed: z.number(),
});
export type ContrastFinding = z.infer<typeof contrastFindingSchema>;

export const brandThemeSchema = z.object({
  theme: themeSchema,
  isOwn: z.boolean().describe('false: nobody has set one, it is the look we come with'),
  findings: z.array(contrastFindingSchema),
  changedAt: z.iso.datetime().nullable(),
  changedBy: z.string().nullable(),
});
export type BrandTheme = z.infer<typeof brandThemeSchema>;
