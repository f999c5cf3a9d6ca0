import type { CasePriority, CaseStatus } from './service-levels.contract.ts';

/** What policies look at. Cases fill it with what is true after the moment; this slice knows no cases. */
export interface CaseFacts {
  caseId: string;
  /** Identifier of the customer; null while nobody knows who wrote. */
  subject: string | null;
  channel: string;
  status: CaseStatus;
  priority: CasePriority;
  department: string | null;
  touchpoint: string | null;
  category: string | null;
  /** When it happened: the mail's arrival, not the moment of working on it. Not before the last moment of this case. */
  at: Date;
}

/** What happened to a case. Saying the same moment twice changes nothing. */
export type CaseMoment = 'opened' | 'customer_wrote' | 'staff_replied' | 'waiting_began' | 'waiting_ended' | 'solved' | 'reopened' | 'changed' | 'closed';
