/* Receipts and documents: what the page asks and does with them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, upload } from '~/api/client';
import type { Attachment, List, Transaction } from '~/api/types';
import { t } from '~/text/catalogue';
import { toast, toastProblem } from '~/ui/toast';
import { addDays } from '~/value/date';

const ACCEPTED = 'image/png,image/jpeg,image/tiff,application/pdf';
const WORKING_MS = 2000;

/* One being read is asked for again until the event has come. */
const listOf = (key: string, query: Record<string, string | number>) => ({
  queryKey: ['attachments', key, query],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<List<Attachment>>('/attachments', { limit: 100, ...query }, signal),
  select: (page: List<Attachment>) => page.items,
  refetchInterval: (asked: { state: { data?: List<Attachment> | undefined } }) => (asked.state.data?.items.some((one) => one.receipt_status === 'pending') ? WORKING_MS : false),
});

/* Those that belong to no transaction yet. */
export const useWaiting = (limit: number) =>
  useQuery({
    queryKey: ['attachments', 'waiting', limit],
    queryFn: ({ signal }) => api.get<List<Attachment>>('/attachments', { transaction_id: 'null', limit }, signal),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.receipt_status === 'pending') ? WORKING_MS : false),
  });

/* The file itself, for as long as it may be looked at again. */
export const useContent = (id: string, enabled: boolean) =>
  useQuery({ queryKey: ['attachment-content', id], queryFn: ({ signal }) => api.bytes(`/attachments/${id}/content`, signal), staleTime: Infinity, enabled });

const DAYS_BEFORE = 3;
const DAYS_AFTER = 16;
const DAYS_WITHOUT_DATE = 45;

/* The transactions of the days in which a receipt's payment must be, or those that have the words typed. */
export function useCandidates(receipt: Attachment, text: string) {
  const day = receipt.receipt_date ?? receipt.created_at.slice(0, 10);
  const near = { start_date: addDays(day, receipt.receipt_date ? -DAYS_BEFORE : -DAYS_WITHOUT_DATE), end_date: addDays(day, DAYS_AFTER), limit: 200 };
  const query = { ...(text ? { search_query: text, limit: 40 } : near), total: false };
  return useQuery({
    queryKey: ['transactions', 'candidates', query],
    queryFn: ({ signal }) => api.get<List<Transaction>>('/transactions', query, signal),
    select: (list) => list.items,
    placeholderData: (before) => before,
  });
}

/* Reads it again, and looks again for its transaction. */
export function useReadAgain() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.post<Attachment>(`/attachments/${id}/read`), onSettled: refresh, onError: toastProblem });
}

export const useAttachments = (transactionId: string) => useQuery(listOf('of', { transaction_id: transactionId }));

export const useSuggested = (transactionId: string) => useQuery(listOf('for', { suggested_transaction_id: transactionId }));

function useRefresh() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ['attachments'] });
}

export function useAttach(transactionId: string) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.set('transaction_id', transactionId);
      form.set('file', file, file.name);
      return upload<Attachment>('/attachments', form, () => undefined);
    },
    onSettled: refresh,
    onError: toastProblem,
  });
}

export function useJoin() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, transaction_id }: Pick<Attachment, 'id' | 'transaction_id'>) => api.patch<Attachment>(`/attachments/${id}`, { transaction_id }),
    onSettled: refresh,
    onError: toastProblem,
  });
}

/* Apart again, and with its proposal. */
export function useTakeBack() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (id: string) => {
      await api.patch<Attachment>(`/attachments/${id}`, { transaction_id: null });
      return api.post<Attachment>(`/attachments/${id}/read`);
    },
    onSettled: refresh,
    onError: toastProblem,
  });
}

export function useRemove(onDone: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (id: string) => api.delete(`/attachments/${id}`),
    onSuccess: () => toast(t('receipts.removed')),
    onError: toastProblem,
    onSettled: () => {
      onDone();
      refresh();
    },
  });
}

/* On a telephone `camera` opens the camera instead of the files. */
export function chooseReceipts(take: (files: readonly File[]) => void, camera = false): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = !camera;
  input.accept = camera ? 'image/jpeg,image/png' : ACCEPTED;
  if (camera) input.setAttribute('capture', 'environment');
  input.onchange = () => take([...(input.files ?? [])]);
  input.click();
}
