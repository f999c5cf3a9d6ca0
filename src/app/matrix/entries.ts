import type { Entries } from './entry.ts';
import { auditEntries } from './entries/audit.ts';
import { backupEntries } from './entries/backup.ts';
import { casesEntries } from './entries/cases.ts';
import { channelsEntries } from './entries/channels.ts';
import { consentEntries } from './entries/consent.ts';
import { contextEntries } from './entries/context.ts';
import { customersEntries } from './entries/customers.ts';
import { exportsEntries } from './entries/exports.ts';
import { figuresEntries } from './entries/figures.ts';
import { importsEntries } from './entries/imports.ts';
import { keysEntries } from './entries/keys.ts';
import { knownIssuesEntries } from './entries/known-issues.ts';
import { outreachEntries } from './entries/outreach.ts';
import { operationEntries } from './entries/operation.ts';
import { privacyEntries } from './entries/privacy.ts';
import { promisesEntries } from './entries/promises.ts';
import { rolesEntries } from './entries/roles.ts';
import { surveysEntries } from './entries/surveys.ts';
import { touchpointsEntries } from './entries/touchpoints.ts';
import { signInEntries } from './entries/sign-in.ts';
import { mailboxEntries } from './entries/mailbox.ts';
import { templatesEntries } from './entries/templates.ts';
import { usersEntries } from './entries/users.ts';
import { webhooksEntries } from './entries/webhooks.ts';

/** One list per slice; a route named in two of them is found by the test. */
export const entryLists: readonly Entries[] = [operationEntries, backupEntries, auditEntries, usersEntries, signInEntries, rolesEntries, keysEntries, webhooksEntries, customersEntries, consentEntries, channelsEntries, privacyEntries, touchpointsEntries, surveysEntries, figuresEntries, exportsEntries, importsEntries, templatesEntries, mailboxEntries, knownIssuesEntries, casesEntries, outreachEntries, promisesEntries, contextEntries];
