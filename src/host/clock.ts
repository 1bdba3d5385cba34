// The time. The only place that asks for it, so that everything else is a function of its arguments.

/** Today in the local time zone, as `YYYY-MM-DD`; what expiry dates are compared with. */
export function today(): string {
  const now = new Date();
  const month = String(now.getMonth() + 1).padStart(2, '0');
  const day = String(now.getDate()).padStart(2, '0');
  return `${now.getFullYear()}-${month}-${day}`;
}

/** Milliseconds on a clock that only goes forward; for durations. */
export function milliseconds(): number {
  return performance.now();
}
