import type { Context } from '../../platform/context.ts';

/** A mail that came in, parsed; what is quoted below may still be there. */
export interface InquiryMail {
  subjectLine: string;
  /** Everything in To, Cc and Delivered-To as it stood there, names included: our mark may be in the name of the Reply-To. */
  recipients: readonly string[];
  /** Message-IDs of In-Reply-To and References. */
  references: readonly string[];
  messageIdHeader: string;
  fromAddress: string;
  fromName: string;
  /** Without quotes. */
  text: string;
  attachments: readonly { name: string; mediaType: string; content: Buffer }[];
  at: Date;
  /** Out of office and the like: noted, but no answer. */
  isAutomatic: boolean;
}

/**
 * Takes in a mail that answers an inquiry. Ask this before looking for a case: marks of inquiries are their own.
 * The same Message-ID again changes nothing and is true as well.
 * @returns false when the mail belongs to no inquiry
 */
export async function receiveInquiryAnswer(_context: Context, _mail: InquiryMail): Promise<boolean> {
  return false;
}
