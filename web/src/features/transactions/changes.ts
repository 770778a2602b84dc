/* Changing transactions: seen at once in every list that shows the row, taken back when the server refuses, and
   undone with one key. */
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import type { List, Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { toast, toastProblem } from '~/ui/toast';

export type Change = Partial<Pick<Transaction, 'category_id' | 'notes' | 'is_hidden' | 'description' | 'merchant'>>;

function isList(data: unknown): data is List<Transaction> {
  return typeof data === 'object' && data !== null && Array.isArray((data as { items?: unknown }).items);
}

function write(client: QueryClient, id: string, change: Partial<Transaction>): void {
  client.setQueriesData<unknown>({ queryKey: ['transactions'] }, (data: unknown) => {
    if (isList(data)) {
      if (!data.items.some((row) => row.id === id)) return data;
      return { ...data, items: data.items.map((row) => (row.id === id ? { ...row, ...change } : row)) };
    }
    return (data as Transaction | undefined)?.id === id ? { ...(data as Transaction), ...change } : data;
  });
}

interface Asked {
  row: Transaction;
  change: Change;
  undoing?: boolean;
}

export function useChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ row, change }: Asked) => api.patch<Transaction>(`/transactions/${row.id}`, change),
    onMutate: async ({ row, change }) => {
      await client.cancelQueries({ queryKey: ['transactions'] });
      const byHand: Partial<Transaction> = 'category_id' in change ? { category_source: change.category_id ? 'user' : 'none', suggested_category_id: null } : {};
      write(client, row.id, { ...change, ...byHand });
    },
    onError: (error, { row }) => {
      write(client, row.id, row);
      toastProblem(error);
    },
    onSuccess: (updated) => write(client, updated.id, updated),
    onSettled: () => client.invalidateQueries({ queryKey: ['reports'] }),
  });
}

/* Gives a row a category and offers to take it back. */
export function useCategorise() {
  const change = useChange();
  return (row: Transaction, categoryId: string | null, name: string) => {
    if (row.category_id === categoryId) return;
    change.mutate({ row, change: { category_id: categoryId } });
    toast(categoryId ? t('transactions.categorised', { name }) : t('transactions.uncategorised'), {
      action: {
        label: t('action.undo'),
        act: () => change.mutate({ row: { ...row, category_id: categoryId }, change: { category_id: row.category_id } }),
      },
    });
  };
}

export function useDelete(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/transactions/${id}`),
    onSuccess: () => {
      onDone();
      toast(t('transactions.deleted'));
    },
    onError: toastProblem,
    onSettled: () => {
      for (const key of ['transactions', 'reports', 'accounts']) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}
