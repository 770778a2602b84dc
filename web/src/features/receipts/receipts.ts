/* Receipts and documents: what the page asks and does with them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, upload } from '~/api/client';
import type { Attachment, List } from '~/api/types';
import { t } from '~/text/catalogue';
import { toast, toastProblem } from '~/ui/toast';

const ACCEPTED = 'image/png,image/jpeg,image/tiff,application/pdf';
const WORKING_MS = 2000;

/* One being read is asked for again until the event has come. */
const list = (key: string, query: Record<string, string | number>) => ({
  queryKey: ['attachments', key, query],
  queryFn: ({ signal }: { signal: AbortSignal }) => api.get<List<Attachment>>('/attachments', { limit: 100, ...query }, signal),
  select: (page: List<Attachment>) => page.items,
  refetchInterval: (asked: { state: { data?: List<Attachment> | undefined } }) => (asked.state.data?.items.some((one) => one.receipt_status === 'pending') ? WORKING_MS : false),
});

export const useAttachments = (transactionId: string) => useQuery(list('of', { transaction_id: transactionId }));

export const useSuggested = (transactionId: string) => useQuery(list('for', { suggested_transaction_id: transactionId }));

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

export function chooseReceipts(take: (file: File) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = ACCEPTED;
  input.onchange = () => [...(input.files ?? [])].forEach(take);
  input.click();
}
