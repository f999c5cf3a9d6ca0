/** What can be open over a case. */
export type CaseDialog = 'merge' | 'split' | 'link' | 'snooze' | 'customer';
