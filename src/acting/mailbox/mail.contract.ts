/** A mail as it was read: plain data, so that it can come out of another thread. */
export interface ReadMail {
  /** With its angle brackets, or null. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  subjectLine: string;
  from: { address: string; name: string } | null;
  replyTo: string | null;
  /** To, Cc, Delivered-To and the like as they stood there, names included. */
  recipients: string[];
  date: Date | null;
  /** What was written now: without quotes of earlier mails. */
  text: string;
  /** Cleaned; earlier mails are folded. Null where the mail has no HTML and nothing is folded. */
  html: string | null;
  language: 'de' | 'en' | null;
  attachments: MailAttachment[];
  /** Attachments that were not taken, and why. */
  leftOut: { name: string; reason: LeftOutReason }[];
  /** Headers that say what kind of mail this is, names small, first 20 values each. */
  headers: Record<string, string[]>;
  report: MailReport | null;
  /** The mail could not be read as one; text is what could be made of it. */
  isBroken: boolean;
}

export interface MailAttachment {
  name: string;
  mediaType: string;
  /** For pictures inside of the text. */
  contentId: string | null;
  content: Uint8Array;
}
export type LeftOutReason = 'too_many' | 'too_large' | 'program' | 'type_unlike_content' | 'empty';

/** What a mail server or program reports about a mail of ours. */
export interface MailReport {
  kind: 'bounce' | 'delay' | 'delivered' | 'receipt';
  /** 5.x.x or no code: it will never arrive; 4.x.x given up: the address may be good. */
  isHard: boolean;
  diagnostic: string;
  recipient: string | null;
  /** Message-IDs of the mail it is about. */
  messageIds: string[];
}

export const MAX_MAIL_BYTES = 50_000_000;
