import type { Channel, Direction } from '../../people/timeline/timeline.contract.ts';
import type { CasePriority, CaseSource, CaseStatus } from './cases.contract.ts';

/** Who does something with a case: a member of staff, a program, or Momente itself. An HTTP actor is one. */
export interface Doer {
  kind: 'user' | 'key' | 'system';
  /** Empty for Momente itself. */
  id: string;
  label: string;
  /** Codes of the departments whose cases they see; null = all. */
  departments: readonly string[] | null;
}

/** Momente itself, by the name of the slice or job that acts. */
export const systemDoer = (label: string): Doer => ({ kind: 'system', id: '', label, departments: null });

/** Who an entry is by; more than those who may act. */
export interface Author {
  kind: 'customer' | 'user' | 'key' | 'partner' | 'system';
  id: string | null;
  label: string;
}

/** A file that lies in the area `cases` already; see keepAttachment. */
export interface KeptAttachment {
  fileId: string;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  contentId?: string | null;
}

export interface NewCase {
  /** Identifier of the customer; null: nobody knows who wrote. */
  subject: string | null;
  channel: Channel;
  subjectLine: string;
  text: string;
  /** Sanitised here once more. */
  html?: string | null | undefined;
  category?: string | null | undefined;
  touchpoint?: string | null | undefined;
  department?: string | null | undefined;
  priority?: CasePriority | undefined;
  language?: string | null | undefined;
  assignee?: string | null | undefined;
  source: CaseSource;
  /** The same matter reported again with this key is the same case. */
  externalKey?: string | undefined;
  attachments?: readonly KeptAttachment[] | undefined;
  messageIdHeader?: string | undefined;
  fromAddress?: string | undefined;
  /** When the customer wrote or called; now unless given. */
  at?: Date | undefined;
  direction?: Direction | undefined;
  /** Who wrote the first entry; the customer unless given. */
  author?: Author | undefined;
  /** Whether the first entry goes into the customer's timeline; not where it came from there (survey, rule, social). */
  isContact?: boolean | undefined;
}
export interface OpenedCase {
  caseId: string;
  /** V-100023 */
  number: string;
  isNew: boolean;
  entryId: string | null;
}

export interface CustomerMessage {
  /** May be a case that was merged: the message goes to the one that goes on. */
  caseId: string;
  channel: Channel;
  text: string;
  html?: string | null | undefined;
  fromAddress?: string | undefined;
  /** Of the sender, where the case does not know its customer yet. */
  subject?: string | null | undefined;
  messageIdHeader?: string | undefined;
  references?: readonly string[] | undefined;
  attachments?: readonly KeptAttachment[] | undefined;
  at?: Date | undefined;
  /** An out-of-office note: shown, but reopens nothing and starts no clock. */
  isAutomatic?: boolean | undefined;
}
export interface AddedMessage {
  entryId: string;
  /** Where it went: the case that goes on, if the named one was merged. */
  caseId: string;
  reopened: boolean;
}

/** What other slices need to know of a case. */
export interface CaseKnowledge {
  id: string;
  /** V-100023 */
  number: string;
  subject: string | null;
  customerId: string | null;
  status: CaseStatus;
  priority: CasePriority;
  category: string | null;
  touchpoint: string | null;
  department: string | null;
  /** Id of the user. */
  assignee: string | null;
  language: string | null;
  channel: Channel;
  subjectLine: string;
  openedAt: Date;
  mergedInto: string | null;
  knownIssueId: string | null;
}

export interface CaseEventInput {
  /** e.g. `promise.made`; the page words it. */
  what: string;
  data?: Record<string, unknown> | undefined;
  actor: Doer | Author;
  /** Words that belong to it, e.g. the answer of a partner. */
  text?: string | undefined;
  at?: Date | undefined;
  attachments?: readonly KeptAttachment[] | undefined;
}
