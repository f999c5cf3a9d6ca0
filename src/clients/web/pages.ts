import { channelsPages } from '../../acting/channels/web/pages.tsx';
import { casesPages, deskPages } from '../../acting/desk/web/pages.tsx';
import { knownIssuesPages } from '../../acting/known-issues/web/pages.tsx';
import { promisesPages } from '../../acting/promises/web/pages.tsx';
import { mailboxPages } from '../../acting/mailbox/web/pages.tsx';
import { serviceLevelsPages } from '../../acting/service-levels/web/pages.tsx';
import { templatesPages } from '../../acting/templates/web/pages.tsx';
import { closedLoopPages } from '../../acting/closed-loop/web/pages.tsx';
import { goodwillPages } from '../../acting/goodwill/web/pages.tsx';
import { inquiriesPages } from '../../acting/inquiries/web/pages.tsx';
import { auditPages } from '../../governance/audit/web/pages.tsx';
import { backupsPages } from '../../governance/backups/web/pages.tsx';
import { keysPages } from '../../governance/keys/web/pages.tsx';
import { privacyPages } from '../../governance/privacy/web/pages.tsx';
import { rolesPages } from '../../governance/roles/web/pages.tsx';
import { securityPages } from '../../governance/second-factor/web/pages.tsx';
import { signInSettingsPages } from '../../governance/single-sign-on/web/pages.tsx';
import { usersPages } from '../../governance/users/web/pages.tsx';
import { webhooksPages } from '../../governance/webhooks/web/pages.tsx';
import { touchpointsPages } from '../../journeys/touchpoints/web/pages.tsx';
import { importsPages } from '../../listening/imports/web/pages.tsx';
import { counterNotesPages } from '../../listening/counter-notes/web/pages.tsx';
import { voicesPages } from '../../listening/voices/web/pages.tsx';
import { voicesDeskPages } from '../../acting/voices-desk/web/pages.tsx';
import { inletsPages } from '../../listening/inlets/web/pages.tsx';
import { placementsPages } from '../../listening/placements/web/pages.tsx';
import { resultsPages } from '../../listening/results/web/pages.tsx';
import { surveyEditorWords, surveysPages } from '../../listening/surveys/web/pages.tsx';
import { consentPages } from '../../people/consent/web/pages.tsx';
import { contextPages } from '../../acting/context/web/pages.tsx';
import { lookupsPages } from '../../acting/lookups/web/pages.tsx';
import { myPagePages } from '../../acting/my-page/web/pages.tsx';
import { playbooksPages } from '../../acting/playbooks/web/pages.tsx';
import { customersPages } from '../../people/customers/web/pages.tsx';
import { identityPages } from '../../people/identity/web/pages.tsx';
import { timelinePages } from '../../people/timeline/web/pages.tsx';
import { cockpitPages } from '../../steering/cockpit/web/pages.tsx';
import { warningsPages } from '../../steering/warnings/web/pages.tsx';
import { exportsPages } from '../../steering/exports/web/pages.tsx';
import { invitationsPages } from '../../acting/invitations/web/pages.tsx';
import { outreachPages } from '../../acting/outreach/web/pages.tsx';
import type { SlicePages } from '../../ui/pages.ts';
import { driversPages } from '../../understanding/drivers/web/pages.tsx';
import { barometerPages } from '../../understanding/barometer/web/pages.tsx';
import { gapsPages } from '../../understanding/gaps/web/pages.tsx';
import { kanoPages } from '../../understanding/kano/web/pages.tsx';
import { methodsWords } from '../../understanding/methods/web/pages.tsx';
import { metricsPages } from '../../understanding/metrics/web/pages.tsx';

/** The one list of all pages. Order does not matter: every page says where it belongs. */
export const slicePages: readonly SlicePages[] = [
  cockpitPages,
  warningsPages,
  inquiriesPages,
  goodwillPages,
  closedLoopPages,
  deskPages,
  casesPages,
  customersPages,
  consentPages,
  channelsPages,
  knownIssuesPages,
  outreachPages,
  invitationsPages,
  identityPages,
  timelinePages,
  touchpointsPages,
  surveysPages,
  resultsPages,
  surveyEditorWords,
  placementsPages,
  importsPages,
  voicesPages,
  voicesDeskPages,
  counterNotesPages,
  exportsPages,
  gapsPages,
  barometerPages,
  driversPages,
  kanoPages,
  metricsPages,
  methodsWords,
  contextPages,
  playbooksPages,
  lookupsPages,
  myPagePages,
  usersPages,
  signInSettingsPages,
  securityPages,
  rolesPages,
  privacyPages,
  keysPages,
  webhooksPages,
  inletsPages,
  auditPages,
  backupsPages,
  templatesPages,
  mailboxPages,
  promisesPages,
  serviceLevelsPages,
];
