/** @jsxImportSource preact */

export function Star() {
  return <svg viewBox="0 0 24 24" class="icon star" focusable="false"><path d="M12 3.2l2.7 5.6 6.1.9-4.4 4.3 1 6.1-5.4-2.9-5.4 2.9 1-6.1-4.4-4.3 6.1-.9z" /></svg>;
}

/** @param mood - from -1 (bad) to 1 (good) */
export function Smiley({ mood }: { mood: number }) {
  return (
    <svg viewBox="0 0 24 24" class="icon smiley" focusable="false">
      <circle cx="12" cy="12" r="9.4" />
      <path d={`M8 ${(15.2 - mood * 1.2).toFixed(1)}Q12 ${(15.2 + mood * 3.4).toFixed(1)} 16 ${(15.2 - mood * 1.2).toFixed(1)}`} />
      <path d="M9 9.3v.9M15 9.3v.9" />
    </svg>
  );
}

const shapes = { up: 'M6 14l6-6 6 6', down: 'M6 10l6 6 6-6', cross: 'M6 6l12 12M18 6L6 18', plus: 'M12 5v14M5 12h14', grip: 'M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01', check: 'M5 12.5l4.5 4.5L19 7', alert: 'M12 2.8a9.2 9.2 0 1 0 0 18.4a9.2 9.2 0 1 0 0-18.4M12 7.4v5.4M12 16.4h.01' };

export function Icon({ shape }: { shape: keyof typeof shapes }) {
  return <svg viewBox="0 0 24 24" class="icon line" focusable="false" aria-hidden="true"><path d={shapes[shape]} /></svg>;
}
