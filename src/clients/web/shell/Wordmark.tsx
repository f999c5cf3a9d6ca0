/** ○–● Momente: the dumbbell of expectation and experience as our sign. */
export function Wordmark() {
  return (
    <svg viewBox="0 0 118 24" width="118" height="24" role="img" aria-label="Momente">
      <path d="M9 12h7" stroke="var(--mantine-primary-color-filled)" strokeWidth="2" />
      <circle cx="6" cy="12" r="3.2" fill="none" stroke="var(--mantine-primary-color-filled)" strokeWidth="2" />
      <circle cx="19" cy="12" r="4.6" fill="var(--mantine-primary-color-filled)" />
      <text x="31" y="17.4" fontSize="16.5" fontWeight="650" letterSpacing="-0.3" fill="currentColor" fontFamily="inherit">Momente</text>
    </svg>
  );
}
