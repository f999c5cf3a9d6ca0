import { z } from 'zod';

export const casePriorities = ['low', 'normal', 'high', 'urgent'] as const;
export const casePrioritySchema = z.enum(casePriorities);
export type CasePriority = z.infer<typeof casePrioritySchema>;
export const caseStatuses = ['new', 'open', 'waiting_customer', 'waiting_partner', 'solved', 'closed'] as const;
export type CaseStatus = (typeof caseStatuses)[number];
