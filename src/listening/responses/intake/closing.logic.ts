/** When a survey stopped taking answers, by hand or by date; null while it has not. */
export function closedAtOf({ closedAt, closesAt }: { closedAt: Date | null; closesAt: Date | null }, now: Date): Date | null {
  const byDate = closesAt !== null && closesAt <= now ? closesAt : null;
  if (closedAt === null || byDate === null) return closedAt ?? byDate;
  return closedAt < byDate ? closedAt : byDate;
}
