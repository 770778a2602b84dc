/* Calendar dates as the API sends them, `YYYY-MM-DD`. They have no time zone; arithmetic goes through UTC so
   that none can creep in. */

const DAY_MS = 86_400_000;

export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && fromTime(Date.parse(`${text}T00:00:00Z`)) === text;
}

function fromTime(time: number): string {
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

function toTime(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/* Today where the user is. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

export function addDays(date: string, days: number): string {
  return fromTime(toTime(date) + days * DAY_MS);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((toTime(to) - toTime(from)) / DAY_MS);
}

/* The same day some months later, or the last day of that month when it has no such day. */
export function addMonths(date: string, months: number): string {
  const at = new Date(toTime(date));
  const first = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months + 1, 0)).getUTCDate();
  return fromTime(first + (Math.min(at.getUTCDate(), last) - 1) * DAY_MS);
}

export function monthStart(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

export function monthEnd(date: string): string {
  return addDays(addMonths(monthStart(date), 1), -1);
}

export interface Period {
  from: string;
  to: string;
}

export type PeriodName = 'this_month' | 'last_month' | 'last_90_days' | 'this_year' | 'last_year';

export const PERIOD_NAMES: readonly PeriodName[] = ['this_month', 'last_month', 'last_90_days', 'this_year', 'last_year'];

export function namedPeriod(name: PeriodName, on: string): Period {
  const year = Number(on.slice(0, 4));
  switch (name) {
    case 'this_month':
      return { from: monthStart(on), to: monthEnd(on) };
    case 'last_month': {
      const before = addMonths(monthStart(on), -1);
      return { from: before, to: monthEnd(before) };
    }
    case 'last_90_days':
      return { from: addDays(on, -89), to: on };
    case 'this_year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'last_year':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` };
  }
}
