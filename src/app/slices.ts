import type { Context } from '../platform/context.ts';
import type { JobDefinition } from '../platform/jobs/jobs.ts';
import { mailJob } from '../platform/mail/mail.jobs.ts';
import type { PersonalDataHolder, PrivacyParts } from '../governance/privacy/personal-data.actions.ts';
import { privacyJobs } from '../governance/privacy/privacy.jobs.ts';
import { registerPrivacyRoutes } from '../governance/privacy/privacy.routes.ts';
import { answersHolder, surveyLinksHolder } from '../listening/responses/responses-privacy.actions.ts';
import { tidyResponseFiles, withdrawResponses } from '../listening/responses/responses.jobs.ts';
import { registerResponsesRoutes } from '../listening/responses/responses.routes.ts';
import { recordHolders } from '../people/customers/records-privacy.actions.ts';
import { identityHolder } from '../people/identity/identity-privacy.actions.ts';
import { registerRestrictionRoutes } from '../people/privacy/restrictions.routes.ts';
import { privacyPeople } from '../people/privacy/privacy-people.actions.ts';
import { attributesHolder } from '../people/attributes/attributes-privacy.actions.ts';
import { copyAttributesJob } from '../people/attributes/attributes.jobs.ts';
import { interactionsHolder } from '../people/timeline/interactions-privacy.actions.ts';
import type { Routes } from '../platform/http/server.ts';
import { handedInHolder } from '../acting/channels/channels-privacy.actions.ts';
import { registerChannelsRoutes } from '../acting/channels/channels.routes.ts';
import { takeReports, tellSettled } from '../acting/messages/channel-news.actions.ts';
import { sendOptIn } from '../acting/messages/send-opt-in.actions.ts';
import { messageJobs } from '../acting/messages/messages.jobs.ts';
import { messagesHolder } from '../acting/messages/messages-privacy.actions.ts';
import { registerMessagesRoutes } from '../acting/messages/messages.routes.ts';
import { invitationsHolder } from '../acting/invitations/invitations-privacy.actions.ts';
import { invitationsJobs } from '../acting/invitations/invitations.jobs.ts';
import { registerInvitationsRoutes } from '../acting/invitations/invitations.routes.ts';
import { outreachJobs } from '../acting/outreach/outreach.jobs.ts';
import { registerOutreachRoutes } from '../acting/outreach/outreach.routes.ts';
import { consentHolder } from '../people/consent/consent-privacy.actions.ts';
import { registerConsentRoutes } from '../people/consent/consent.routes.ts';
import { keptAnswersHolder } from '../governance/keys/kept-answers.actions.ts';
import { tidyIdempotencyKeys, warnOfKeys } from '../governance/keys/keys.jobs.ts';
import { auditHolder } from '../governance/audit/audit-privacy.actions.ts';
import { registerAuditRoutes } from '../governance/audit/audit.routes.ts';
import { ownedApiKeys, ownedSources } from '../governance/keys/owned-keys.actions.ts';
import { registerKeysRoutes } from '../governance/keys/keys.routes.ts';
import { registerRolesRoutes } from '../governance/roles/roles.routes.ts';
import { registerSecondFactorRoutes } from '../governance/second-factor/second-factor.routes.ts';
import { registerSingleSignOnRoutes } from '../governance/single-sign-on/single-sign-on.routes.ts';
import { passwordLinkJob } from '../governance/users/passwords/password-link.jobs.ts';
import { registerDeactivationRoutes } from '../governance/users/accounts/deactivation.routes.ts';
import { ownedInvitations, type OwnedThings } from '../governance/users/accounts/owned-things.actions.ts';
import { registerUsersRoutes } from '../governance/users/users.routes.ts';
import { readCodeNames } from './code-names.ts';
import { readProcessingFacts } from './processing-facts.ts';
import { ownedEndpoints, ownedInlets } from '../governance/webhooks/owned-webhooks.actions.ts';
import { webhookEventsHolder } from '../governance/webhooks/webhooks-privacy.actions.ts';
import { deliverWebhooks, sweepWebhooks, tidyWebhooks } from '../governance/webhooks/webhooks.jobs.ts';
import { registerWebhooksRoutes } from '../governance/webhooks/webhooks.routes.ts';
import { solveQuietCasesJob } from '../acting/known-issues/known-issues.jobs.ts';
import { registerKnownIssuesRoutes } from '../acting/known-issues/known-issues.routes.ts';
import { registerTouchpointsRoutes } from '../journeys/touchpoints/touchpoints.routes.ts';
import { registerEventRoutes } from '../listening/events/events.routes.ts';
import type { Ingest } from '../listening/events/ingest.actions.ts';
import { importsHolder } from '../listening/imports/imports-privacy.actions.ts';
import { importJobs } from '../listening/imports/imports.jobs.ts';
import { registerImportsRoutes } from '../listening/imports/imports.routes.ts';
import { closeCounterNotes } from '../listening/counter-notes/counter-notes.jobs.ts';
import { registerCounterNotesRoutes } from '../listening/counter-notes/counter-notes.routes.ts';
import { voiceJobs } from '../listening/voices/voices.jobs.ts';
import { voicesHolder } from '../listening/voices/voices-privacy.actions.ts';
import { registerVoicesRoutes } from '../listening/voices/voices.routes.ts';
import { registerVoiceSourcesRoutes } from '../listening/voices/sources/voice-sources.routes.ts';
import { registerInletRoutes } from '../listening/inlets/inlets.routes.ts';
import { showingsHolder } from '../listening/placements/placements-privacy.actions.ts';
import { isTired } from '../acting/invitations/rest.actions.ts';
import { registerPlacementsRoutes } from '../listening/placements/placements.routes.ts';
import { registerResultsRoutes } from '../listening/results/results.routes.ts';
import { registerSurveysRoutes } from '../listening/surveys/surveys.routes.ts';
import { registerMyPageRoutes } from '../acting/my-page/my-page.routes.ts';
import { myPageJobs } from '../acting/my-page/my-page.jobs.ts';
import { myPageHolder } from '../acting/my-page/my-page-privacy.actions.ts';
import { registerContextRoutes } from '../acting/context/context.routes.ts';
import { caseFactsHolder } from '../acting/context/context-privacy.actions.ts';
import { registerPlaybooksRoutes } from '../acting/playbooks/playbooks.routes.ts';
import { registerLookupsRoutes } from '../acting/lookups/lookups.routes.ts';
import { tidyLookups } from '../acting/lookups/lookups.jobs.ts';
import { lookupAnswersHolder } from '../acting/lookups/lookups-privacy.actions.ts';
import { registerCustomersRoutes } from '../people/customers/customers.routes.ts';
import { ownedPromises } from '../acting/promises/owned-promises.actions.ts';
import { caseJobs } from '../acting/cases/cases.jobs.ts';
import { casesHolder } from '../acting/cases/cases-privacy.actions.ts';
import { registerCasesRoutes } from '../acting/cases/cases.routes.ts';
import { ownedCases, ownedViews } from '../acting/cases/changes/owned-cases.actions.ts';
import { makePromiseIn } from '../acting/promises/make-promise.actions.ts';
import { promisesHolder } from '../acting/promises/promises-privacy.actions.ts';
import { voicesDeskJobs } from '../acting/voices-desk/voices-desk.jobs.ts';
import { registerVoicesDeskRoutes } from '../acting/voices-desk/voices-desk.routes.ts';
import { watchPromises } from '../acting/promises/promises.jobs.ts';
import { registerPromisesRoutes } from '../acting/promises/promises.routes.ts';
import { breakServiceClocks } from '../acting/service-levels/service-levels.jobs.ts';
import { registerServiceLevelsRoutes } from '../acting/service-levels/service-levels.routes.ts';
import { mailIntakesHolder } from '../acting/mailbox/mailbox-privacy.actions.ts';
import { mailboxJobs } from '../acting/mailbox/mailbox.jobs.ts';
import { registerMailboxRoutes } from '../acting/mailbox/mailbox.routes.ts';
import { registerTemplatesRoutes } from '../acting/templates/templates.routes.ts';
import { executeGoodwill, sweepGoodwill } from '../acting/goodwill/goodwill.jobs.ts';
import { registerGoodwillRoutes } from '../acting/goodwill/goodwill.routes.ts';
import { inquiriesHolder } from '../acting/inquiries/inquiries-privacy.actions.ts';
import { remindInquiries, tidyInquiryFiles } from '../acting/inquiries/inquiries.jobs.ts';
import { goodwillHolder } from '../acting/goodwill/goodwill-privacy.actions.ts';
import { closedLoopHolder } from '../acting/closed-loop/closed-loop-privacy.actions.ts';
import { sweepClosedLoop } from '../acting/closed-loop/closed-loop.jobs.ts';
import { registerClosedLoopRoutes } from '../acting/closed-loop/closed-loop.routes.ts';
import { registerInquiriesRoutes } from '../acting/inquiries/inquiries.routes.ts';
import { registerCockpitRoutes } from '../steering/cockpit/cockpit.routes.ts';
import { registerExportsRoutes } from '../steering/exports/exports.routes.ts';
import { lookForWarnings } from '../steering/warnings/warnings.jobs.ts';
import { weeklySumsHolder } from '../steering/warnings/warnings-privacy.actions.ts';
import { registerWarningsRoutes } from '../steering/warnings/warnings.routes.ts';
import { registerDriversRoutes } from '../understanding/drivers/drivers.routes.ts';
import { registerGapsRoutes } from '../understanding/gaps/gaps.routes.ts';
import { registerBarometerRoutes } from '../understanding/barometer/barometer.routes.ts';
import { registerKanoRoutes } from '../understanding/kano/kano.routes.ts';
import { registerMetricsRoutes } from '../understanding/metrics/metrics.routes.ts';

/**
 * Who stores something about customers, and so exports and erases it; a test fails for a table that nobody answers for.
 * The identifiers come after all that hangs on them, and the audit log last: it has seen what the others erased.
 */
export const personalDataHolders: readonly PersonalDataHolder[] = [
  promisesHolder,
  // Before addresses and identifiers go, whose fingerprints it keeps.
  consentHolder,
  handedInHolder,
  ...recordHolders,
  invitationsHolder,
  messagesHolder,
  importsHolder,
  surveyLinksHolder,
  showingsHolder,
  voicesHolder,
  answersHolder,
  interactionsHolder,
  attributesHolder,
  weeklySumsHolder,
  lookupAnswersHolder,
  caseFactsHolder,
  inquiriesHolder,
  goodwillHolder,
  closedLoopHolder,
  // After all that hangs on cases.
  casesHolder,
  myPageHolder,
  webhookEventsHolder,
  keptAnswersHolder,
  mailIntakesHolder,
  identityHolder,
  auditHolder,
];

export const privacyParts: PrivacyParts = { holders: personalDataHolders, people: privacyPeople, readFacts: readProcessingFacts, readNames: readCodeNames };

/** What belongs to members of staff, and goes to a colleague when they leave. */
export const ownedThings: readonly OwnedThings[] = [ownedApiKeys, ownedSources, ownedEndpoints, ownedInlets, ownedPromises, ownedCases, ownedViews, ownedInvitations];

/** Work that happens later or again, of all slices. */
export const jobDefinitions: readonly JobDefinition[] = [
  mailJob,
  passwordLinkJob,
  ...privacyJobs(privacyParts),
  tidyIdempotencyKeys,
  warnOfKeys,
  deliverWebhooks,
  sweepWebhooks,
  tidyWebhooks,
  ...importJobs,
  tidyResponseFiles,
  withdrawResponses,
  ...voiceJobs,
  closeCounterNotes,
  ...mailboxJobs,
  ...messageJobs,
  ...outreachJobs,
  ...invitationsJobs,
  ...caseJobs,
  breakServiceClocks,
  watchPromises,
  executeGoodwill,
  sweepGoodwill,
  remindInquiries,
  tidyInquiryFiles,
  sweepClosedLoop,
  ...voicesDeskJobs,
  solveQuietCasesJob,
  tidyLookups,
  copyAttributesJob,
  ...myPageJobs,
  lookForWarnings,
];

/** All slices of the product, in the order of the domains. */
export function registerSlices(routes: Routes, context: Context, ingest: Ingest): void {
  registerUsersRoutes(routes, context);
  registerDeactivationRoutes(routes, context, ownedThings);
  registerRolesRoutes(routes, context);
  registerSecondFactorRoutes(routes, context);
  registerSingleSignOnRoutes(routes, context);
  registerKeysRoutes(routes, context);
  registerAuditRoutes(routes, context);
  registerWebhooksRoutes(routes, context);
  registerPrivacyRoutes(routes, context, privacyParts);
  registerRestrictionRoutes(routes, context);
  registerCustomersRoutes(routes, context);
  registerConsentRoutes(routes, context, { sendOptIn });
  registerTouchpointsRoutes(routes, context);
  registerEventRoutes(routes, context, ingest);
  registerInletRoutes(routes, context, ingest);
  registerVoicesRoutes(routes, context);
  registerVoiceSourcesRoutes(routes, context);
  registerCounterNotesRoutes(routes, context);
  registerSurveysRoutes(routes, context);
  registerResultsRoutes(routes, context);
  registerResponsesRoutes(routes, context);
  registerPlacementsRoutes(routes, context, { isTired });
  registerImportsRoutes(routes, context);
  registerLookupsRoutes(routes, context);
  registerPlaybooksRoutes(routes, context);
  registerContextRoutes(routes, context);
  registerMyPageRoutes(routes, context, { privacy: privacyParts, sendOptIn });
  registerMetricsRoutes(routes, context);
  registerGapsRoutes(routes, context);
  registerDriversRoutes(routes, context);
  registerKanoRoutes(routes, context);
  registerBarometerRoutes(routes, context);
  registerTemplatesRoutes(routes, context);
  registerMailboxRoutes(routes, context);
  registerCasesRoutes(routes, context, { promise: (one, tx, actor, promised) => makePromiseIn(one, tx, actor, promised) });
  registerKnownIssuesRoutes(routes, context);
  registerInquiriesRoutes(routes, context);
  registerGoodwillRoutes(routes, context);
  registerClosedLoopRoutes(routes, context);
  registerVoicesDeskRoutes(routes, context);
  registerServiceLevelsRoutes(routes, context);
  registerPromisesRoutes(routes, context);
  registerChannelsRoutes(routes, context, { tellSettled, takeReports });
  registerMessagesRoutes(routes, context);
  registerOutreachRoutes(routes, context);
  registerInvitationsRoutes(routes, context);
  registerCockpitRoutes(routes, context);
  registerExportsRoutes(routes, context);
  registerWarningsRoutes(routes, context);
}
