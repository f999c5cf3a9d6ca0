/** What lies in files: raw imports, exports kept, attachments of cases. Each area is a folder; names of files are ours, never those of a sender. */
export const fileAreas = ['imports', 'exports', 'cases', 'letters', 'inquiries', 'survey_images', 'voices', 'responses'] as const;
export type FileArea = (typeof fileAreas)[number];
