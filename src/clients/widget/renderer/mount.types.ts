import type { PublicSurvey } from '../../../listening/responses/responses.contract.ts';
import type { Answers, ResponseSource } from '../../../listening/surveys/definition.contract.ts';
import type { SurveyTheme } from './theme.logic.ts';

/** Answer of GET /api/public/surveys/:code; the editor's preview makes its own. */
export type LoadedSurvey = Pick<PublicSurvey, 'code' | 'state' | 'definition'> & Partial<Pick<PublicSurvey, 'version' | 'hidden' | 'resume' | 'notice' | 'languages' | 'title' | 'isPersonal'>> & { theme: SurveyTheme | null };

/** Body of PUT /api/public/surveys/:code/responses/:id. Those who load the survey add token, PIN and identifiers. */
export interface ResponseBody {
  version: number;
  language: string;
  answers: Answers;
  hidden: Readonly<Record<string, string>>;
  source: ResponseSource;
  /** By the customer's clock, with its offset. */
  startedAt: string;
  /** Grows with every save of one response; the server never lets an older one overwrite a newer one. */
  seq: number;
  isFinal: boolean;
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
  /** Leaves out screens on which everything is given by `answers`. */
  skipsAnswered?: boolean;
  /** Something was answered before the page opened (a click in a mail): it is saved at once. */
  savesAtOnce?: boolean;
  /** Everything was answered and sent before, and did not arrive: it is sent once more at once. */
  finishesAtOnce?: boolean;
  /** Values of hidden fields from the address; those of the link win. */
  hidden?: Readonly<Record<string, string>>;
  source?: ResponseSource;
  /** When the customer began, where it was earlier (reload). */
  startedAt?: string;
  /** Number of the last save, where there was one before (reload). */
  seq?: number;
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
  /** Id of the screen: a page, or a question where each has its own; null at the greeting. */
  at: string | null;
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
