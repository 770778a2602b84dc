/* What can be done with an import, and what its answer changes on the page. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import { keepImports } from '~/api/queries';
import type { Import } from '~/api/types';
import { toastProblem } from '~/ui/toast';

export type ImportAction = 'confirm' | 'discard' | 'undo' | 'retry';

export function useImportAction(id: string, action: ImportAction, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object) => api.post<Import>(`/imports/${id}/${action}`, body),
    onSuccess: (job) => {
      keepImports([job]);
      void client.invalidateQueries({ queryKey: ['imports', 'log', id] });
      for (const key of ['transactions', 'reports', 'accounts']) void client.invalidateQueries({ queryKey: [key] });
      onDone?.();
    },
    onError: toastProblem,
  });
}
