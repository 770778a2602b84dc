/* What the page asks the server, each under the key by which live events make it stale. */
import { QueryClient, useQuery } from '@tanstack/react-query';
import { api, chosenWorkspace, Problem, type Query } from './client';
import type {
  Account, ApiToken, Category, Health, Import, ImportStatus, ImportTemplate, Invitation, List, Member, NetWorth, Notification, Overview, Pattern,
  Preferences, Preview, Role, SavedPassword, Spending, StageEntry, Transaction, Trends, User, Workspace,
} from './types';

const MINUTE_MS = 60_000;

function mayRetry(failures: number, error: unknown): boolean {
  if (!(error instanceof Problem)) return false;
  return failures < 1 && (error.status === 0 || error.status === 429 || error.status >= 500);
}

function retryDelay(failures: number, error: unknown): number {
  const seconds = error instanceof Problem ? error.retryAfterSeconds : null;
  return seconds ? Math.min(seconds, 20) * 1000 : 500 * 2 ** failures;
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: MINUTE_MS, retry: mayRetry, retryDelay, refetchOnWindowFocus: false } },
});

const ALL = { limit: 500 };

interface Asked {
  signal: AbortSignal;
}

export const useHealth = () => useQuery({ queryKey: ['health'], queryFn: () => api.get<Health>('/health'), staleTime: Infinity });

const meQuery = { queryKey: ['me'], queryFn: ({ signal }: Asked) => api.get<User>('/users/me', {}, signal), staleTime: Infinity };
const preferencesQuery = { queryKey: ['preferences'], queryFn: ({ signal }: Asked) => api.get<Preferences>('/users/me/preferences', {}, signal), staleTime: Infinity };
const workspacesQuery = { queryKey: ['workspaces'], queryFn: ({ signal }: Asked) => api.get<List<Workspace>>('/workspaces', ALL, signal) };

export const useMe = (enabled = true) => useQuery({ ...meQuery, enabled });
export const usePreferences = () => useQuery(preferencesQuery);
export const useWorkspaces = () => useQuery(workspacesQuery);

/* What every view needs, asked while the first is on its way. */
export function beginInside(): void {
  void queryClient.prefetchQuery(meQuery);
  void queryClient.prefetchQuery(preferencesQuery);
  void queryClient.prefetchQuery(workspacesQuery);
}

/* What the person may do in the workspace that is looked at. */
export function useRole(): Role | undefined {
  const all = useWorkspaces().data?.items ?? [];
  return (all.find((one) => one.id === chosenWorkspace()) ?? all[0])?.role;
}

export const useMembers = (id: string) =>
  useQuery({ queryKey: ['members', id], queryFn: ({ signal }) => api.get<List<Member>>(`/workspaces/${id}/members`, ALL, signal) });

export const useInvitations = (id: string) =>
  useQuery({ queryKey: ['invitations', id], queryFn: ({ signal }) => api.get<List<Invitation>>(`/workspaces/${id}/invitations`, ALL, signal) });

export const useTokens = () =>
  useQuery({ queryKey: ['tokens'], queryFn: ({ signal }) => api.get<List<ApiToken>>('/auth/tokens', ALL, signal) });

export const accountsQuery = { queryKey: ['accounts'], queryFn: ({ signal }: Asked) => api.get<List<Account>>('/accounts', ALL, signal) };

export const useAccounts = () => useQuery({ ...accountsQuery, select: (list) => list.items });

export const categoriesQuery = {
  queryKey: ['categories'],
  queryFn: ({ signal }: Asked) => api.get<List<Category>>('/categories', ALL, signal),
  staleTime: 10 * MINUTE_MS,
};

export const useCategories = () => useQuery({ ...categoriesQuery, select: (list) => list.items });

export const usePatterns = (id: string) =>
  useQuery({ queryKey: ['patterns', id], queryFn: ({ signal }) => api.get<List<Pattern>>(`/categories/${id}/patterns`, ALL, signal) });

export const transactionQuery = (id: string) => ({
  queryKey: ['transactions', 'one', id],
  queryFn: ({ signal }: Asked) => api.get<Transaction>(`/transactions/${id}`, {}, signal),
});

/* Rows without their number: to count them takes longer than to find the first page of them. */
export const transactionPage = (filters: Query, page: number, size: number) => ({
  queryKey: ['transactions', 'page', filters, page, size],
  queryFn: ({ signal }: Asked) => api.get<List<Transaction>>('/transactions', { ...filters, page: page + 1, per_page: size, total: false }, signal),
});

/* How many there are, for a list whose first page is not all of it. */
export const useTransactionCount = (filters: Query, enabled: boolean) => {
  const unsorted = { ...filters, sort: null };
  return useQuery({
    queryKey: ['transactions', 'count', unsorted],
    queryFn: ({ signal }) => api.get<List<Transaction>>('/transactions', { ...unsorted, limit: 1 }, signal),
    select: (list) => list.total,
    enabled,
  });
};

export const useRecentTransactions = (limit: number) =>
  useQuery({ queryKey: ['transactions', 'recent', limit], queryFn: ({ signal }) => api.get<List<Transaction>>('/transactions', { limit }, signal) });

const WORKING: ReadonlySet<ImportStatus> = new Set<ImportStatus>(['pending', 'processing']);

export const isWorking = (job: Import) => WORKING.has(job.status);

export const useImports = () =>
  useQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ signal }) => api.get<List<Import>>('/imports', { limit: 100 }, signal),
    refetchInterval: (query) => (query.state.data?.items.some(isWorking) ? 2000 : false),
  });

/* What an answer or an event says about imports, wherever they are shown; the newest stand first. */
export function keepImports(jobs: readonly Import[]): void {
  for (const job of jobs) queryClient.setQueryData<Import>(['imports', 'one', job.id], job);
  queryClient.setQueryData<List<Import>>(['imports', 'list'], (list) => {
    if (!list) return list;
    const byId = new Map(jobs.map((job) => [job.id, job]));
    const items = list.items.map((one) => byId.get(one.id) ?? one);
    const known = new Set(list.items.map((one) => one.id));
    return { ...list, items: [...jobs.filter((job) => !known.has(job.id)), ...items] };
  });
}

/* Live events carry the progress; asking every two seconds covers a broken socket. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => api.get<Import>(`/imports/${id}`, {}, signal),
    refetchInterval: (query) => (query.state.data && isWorking(query.state.data) ? 2000 : false),
  });

/* The log grows with every stage; what is known of it stays shown while the next part is fetched. */
export const useImportLog = (job: Import) =>
  useQuery({
    queryKey: ['imports', 'log', job.id, job.status, job.stage],
    queryFn: ({ signal }) => api.get<List<StageEntry>>(`/imports/${job.id}/log`, ALL, signal),
    placeholderData: (before) => before,
  });

/* Read anew when the import was: what was shown stays until then. */
export const usePreview = (job: Import) =>
  useQuery({
    queryKey: ['imports', 'preview', job.id, isWorking(job) ? 'before' : job.updated_at],
    queryFn: ({ signal }) => api.get<Preview>(`/imports/${job.id}/preview`, { limit: 500 }, signal),
    placeholderData: (before) => before,
    enabled: !isWorking(job),
    staleTime: Infinity,
  });

export const useTemplates = () =>
  useQuery({ queryKey: ['templates'], queryFn: ({ signal }) => api.get<List<ImportTemplate>>('/import-templates', ALL, signal) });

export const usePasswords = () =>
  useQuery({ queryKey: ['passwords'], queryFn: ({ signal }) => api.get<List<SavedPassword>>('/statements/passwords', ALL, signal) });

export const useNotifications = () =>
  useQuery({ queryKey: ['notifications'], queryFn: ({ signal }) => api.get<List<Notification>>('/notifications', { limit: 30 }, signal) });

export const useOverview = () =>
  useQuery({ queryKey: ['reports', 'overview'], queryFn: ({ signal }) => api.get<Overview>('/reports/overview', {}, signal) });

/* The day of the oldest transaction: where "all" begins. */
export const useFirstDay = (enabled: boolean) =>
  useQuery({
    queryKey: ['transactions', 'first'],
    queryFn: ({ signal }) => api.get<List<Transaction>>('/transactions', { sort: 'date', limit: 1, total: false }, signal),
    select: (list) => list.items[0]?.date ?? null,
    enabled,
  });

export const useNetWorth = (from: string | null) =>
  useQuery({
    queryKey: ['reports', 'net-worth', from],
    queryFn: ({ signal }) => api.get<NetWorth>('/analysis/net-worth', { from }, signal),
    placeholderData: (before) => before,
  });

export const useSpending = (from: string, to: string) =>
  useQuery({
    queryKey: ['reports', 'spending', from, to],
    queryFn: ({ signal }) => api.get<Spending>('/transactions/analytics/spending-by-category', { start_date: from, end_date: to }, signal),
    placeholderData: (before) => before,
  });

export const useTrends = (months: number) =>
  useQuery({
    queryKey: ['reports', 'trends', months],
    queryFn: ({ signal }) => api.get<Trends>('/transactions/analytics/monthly-trends', { months_back: months }, signal),
  });
