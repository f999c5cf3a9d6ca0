/** Who was asked to answer this survey, and what became of it: a tab of the survey's page. */
export function InvitationsPanel({ code }: { code: string }) {
  return <div data-survey={code} />;
}
