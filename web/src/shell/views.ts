/* The views, by the address that opens them. Every view is a chunk of its own; the one in the address is fetched beside
   the frame. What takes a server its time is asked for before the chunk is there. */
import type { ComponentType } from 'preact';
import { beginTransactions } from '~/features/transactions/first';
import { matchPath } from '~/route/router';
import { early } from './early';

type View = ComponentType<{ params: Record<string, string> }>;

interface Row {
  pattern: string;
  load: () => Promise<{ default: View }>;
  begin?: () => void;
}

const ROWS: readonly Row[] = [
  { pattern: '/', load: () => import('~/features/dashboard/Dashboard').then((module) => ({ default: module.Dashboard })) },
  { pattern: '/transactions', load: () => import('~/features/transactions/Transactions').then((module) => ({ default: module.Transactions })), begin: beginTransactions },
  { pattern: '/imports', load: () => import('~/features/import/Imports').then((module) => ({ default: module.Imports })) },
  { pattern: '/imports/:id', load: () => import('~/features/import/ImportJob').then((module) => ({ default: module.ImportJob })) },
  { pattern: '/receipts', load: () => import('~/features/receipts/Receipts').then((module) => ({ default: module.Receipts })) },
  { pattern: '/accounts', load: () => import('~/features/accounts/Accounts').then((module) => ({ default: module.Accounts })) },
  { pattern: '/categories', load: () => import('~/features/categories/Categories').then((module) => ({ default: module.Categories })) },
  { pattern: '/invitation', load: () => import('~/features/settings/Invitation').then((module) => ({ default: module.Invitation })) },
  { pattern: '/settings', load: () => import('~/features/settings/Settings').then((module) => ({ default: module.Settings })) },
  { pattern: '/settings/:section', load: () => import('~/features/settings/Settings').then((module) => ({ default: module.Settings })) },
];

/* The chunk goes first: a browser holds few lines to a server, and answers that take their time must not be before it. */
function open({ begin, load }: Row) {
  const loading = load();
  begin?.();
  return loading;
}

const VIEWS = ROWS.map((row) => ({ ...row, ...early(() => open(row)) }));

export function viewAt(path: string) {
  for (const view of VIEWS) {
    const params = matchPath(view.pattern, path);
    if (params) return { ...view, params };
  }
  return null;
}

/* Has a view on its way before it is drawn. */
export function fetchView(path: string): void {
  const view = viewAt(path);
  view?.fetch().catch(() => undefined);
}
