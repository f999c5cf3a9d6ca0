import { z } from 'zod';
import { isTimeZone } from '../../kernel/time/zone-names.ts';

// The records keep neither NUL nor half a character: what holds them is a fault of the request, named with its field.
const bounded = (schema: z.ZodString, max: number, min: number) => (min === 0 ? schema.max(max) : schema.min(min, 'is empty').max(max));
const whole = (schema: z.ZodString) => schema.refine((value) => value.isWellFormed(), 'contains a character that is no text');
const asText = (schema: z.ZodString) => whole(schema.regex(/^[^\0]*$/, 'holds the character NUL'));

/** One line that people write: a name, a heading. Blanks around it are left out. */
export const lineSchema = (max: number, min = 0) => whole(bounded(z.string().trim(), max, min).regex(/^\P{Cc}*$/u, 'contains control characters'));

/** What people write in several lines: a note, a reason. Blanks around it are left out. */
export const textSchema = (max: number, min = 0) => asText(bounded(z.string().trim(), max, min));

/** What is compared with what is stored, letter by letter. */
export const filterSchema = (max: number) => asText(z.string().max(max));

export const timeZoneSchema = z.string().max(60).refine(isTimeZone, 'is no time zone of the IANA list, e.g. Europe/Berlin');
