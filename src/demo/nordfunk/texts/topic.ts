/** What a text can be about. */
export type TopicCode =
  | 'reception' | 'dropped_calls' | 'data_speed' | 'repair_status' | 'repair' | 'roaming' | 'invoice' | 'waiting' | 'agent' | 'chat' | 'mail'
  | 'porting' | 'contract_change' | 'shop' | 'app' | 'web' | 'order' | 'activation' | 'renewal' | 'cancellation' | 'payment' | 'general';

/**
 * Fragments in the grammar of `grammar.ts`: {a|b} chooses, <place> is filled in.
 * `problem`, `detail`, `praise` and `ask` are the customer's voice, `note` the agent's. A detail with a leading ! only fits a complaint.
 */
export type Topic = { problem: readonly string[]; detail: readonly string[]; praise: readonly string[]; ask: readonly string[]; note: readonly string[] };

export type Frames = {
  greeting: readonly string[];
  chatGreeting: readonly string[];
  opener: readonly string[];
  /** Short words with which people begin a comment. */
  lead: readonly string[];
  anger: readonly string[];
  calm: readonly string[];
  joy: readonly string[];
  demand: readonly string[];
  wish: readonly string[];
  middling: readonly string[];
  closing: readonly string[];
  noteStart: readonly string[];
  noteEnd: readonly string[];
  noteMoodBad: readonly string[];
  noteMoodGood: readonly string[];
  answer: readonly string[];
  answerClosing: readonly string[];
  subject: Record<TopicCode, readonly string[]>;
};
