/** A duration as a person says it: "8 s", "3 min", "2 h 5 min". */
export function timeText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long something took: "0.04 s", "2.3 s", and from ten seconds on as {@link timeText}. */
export function elapsedText(ms: number): string {
  if (ms >= 10_000) return timeText(ms);
  return `${(ms / 1000).toFixed(ms < 1000 ? 2 : 1)} s`;
}
