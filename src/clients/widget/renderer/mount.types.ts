import type { Answers, Definition, ResponseSource, Words } from '../../../listening/surveys/definition.contract.ts';

/** Colours and shape of a company; everything that is missing is ours. */
export interface SurveyTheme {
  primary?: string | undefined;
  background?: string | undefined;
  text?: string | undefined;
  font?: 'system' | 'serif' | 'rounded' | 'mono' | undefined;
  /** File id, or address. */
  logo?: string | null | undefined;
  corners?: 'square' | 'soft' | 'round' | undefined;
  scheme?: 'light' | 'dark' | 'auto' | undefined;
}

export type SurveyState = 'open' | 'closed' | 'quota_full' | 'not_yet' | 'answered' | 'expired' | 'pin_needed';

/** Answer of GET /api/public/surveys/:code. */
export interface LoadedSurvey {
  code: string;
  version: number;
  /** Only while the survey is open. */
  definition?: Definition | null | undefined;
  theme: SurveyTheme | null;
  state: SurveyState;
  /** Values that came with the link. */
  hidden?: Readonly<Record<string, string>> | undefined;
  /** What this personal link has kept from the last time. */
  resume?: { responseId: string; answers: Answers; page?: string | null | undefined; seq?: number | undefined } | null | undefined;
  isPersonal?: boolean | undefined;
  /** What the company says to those who come too late. */
  closing?: { quotaFull?: Words | undefined; closed?: Words | undefined } | null | undefined;
}

/** Body of PUT /api/public/surveys/:code/responses/:id. Those who load the survey add token, PIN and identifiers. */
export interface ResponseBody {
  version: number;
  language: string;
  answers: Answers;
  hidden: Readonly<Record<string, string>>;
  source: ResponseSource;
  /** ISO instant. */
  startedAt: string;
  /** Grows with every save of one response; the server never lets an older one overwrite a newer one. */
  seq: number;
  isFinal: boolean;
  device: { width: number };
  /** Ids of the questions that were on the screen so far, in their order. */
  path: string[];
  /** A field that people do not see; whoever fills it is a program. */
  website?: string;
}

export interface SubmitOutcome {
  state: 'saved' | 'finished' | 'quota_full' | 'closed' | 'answered' | 'expired';
  repeated?: boolean;
  ending?: string | null | undefined;
}

/** The server has refused the answers. Everything else that `submit` throws counts as "not reached": it is tried again. */
export class AnswersRefused extends Error {
  /** Ids of the questions, e.g. nps or contact.email. */
  readonly places: readonly string[];
  constructor(places: readonly string[]) {
    super('answers refused');
    this.places = places;
  }
}

export interface MountOptions {
  load: LoadedSurvey;
  /** Wanted language; the survey's own choice where it does not have it. */
  language: string;
  mode: 'page' | 'widget' | 'kiosk' | 'preview';
  /** Id of this response, chosen by us: sending it again changes nothing. Also the seed of random orders. Default: a new one, or the one of `resume`. */
  responseId?: string;
  /** Given before the first screen: prefill from the address, or what was kept on this device. */
  answers?: Answers;
  /** Leaves out screens on which everything was given before. */
  skipsAnswered?: boolean;
  /** Values of hidden fields from the address; those of the link win. */
  hidden?: Readonly<Record<string, string>>;
  source?: ResponseSource;
  /** When the customer began, where it was earlier (reload). */
  startedAt?: string;
  /** Screen to begin with: id of a question or page. */
  at?: string;
  /** Saves a part (`isFinal` false) or the whole. A final one that fails is kept on the screen and tried again. */
  submit(body: ResponseBody, options?: { keepalive?: boolean }): Promise<SubmitOutcome>;
  /** Uploads one file of the customer; without it, questions for files say that they cannot take any here. */
  sendFile?(question: string, file: File): Promise<{ fileId: string }>;
  /** Address of an image of the survey. */
  imageUrl?(fileId: string): string;
  /** Tries a PIN; resolves with the survey that it opens, or one that still wants a PIN. */
  enterPin?(pin: string): Promise<LoadedSurvey>;
  /** Shows a cross and a button "Close" at the end. */
  onClose?(): void;
  /** Once, when the whole has arrived (or was kept for sending, on a kiosk). */
  onFinished?(outcome: SubmitOutcome): void;
  /** After every change: where the customer is and what is answered. */
  onProgress?(progress: SurveyProgress): void;
  /** Title, language and direction of what is shown: the page puts them into its head. */
  onView?(view: { title: string; language: string; direction: 'ltr' | 'rtl' }): void;
}

export interface SurveyProgress {
  responseId: string;
  /** Ids of all questions on the way that the answers lead to now. */
  path: string[];
  /** Ids of the questions on the screen. */
  shown: string[];
  ending: string;
  answers: Answers;
  startedAt: string;
  language: string;
  seq: number;
  isFinished: boolean;
}

export interface MountedSurvey {
  /** Shows another document, theme or language (the editor's preview); answers and place stay as far as they fit. */
  update(change: Partial<Pick<MountOptions, 'load' | 'language' | 'answers' | 'at'>>): void;
  /** Saves what is there even while the page goes away. */
  saveNow(): void;
  unmount(): void;
}
