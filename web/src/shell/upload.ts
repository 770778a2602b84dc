/* Files on their way in: chosen or dropped anywhere, then an account, then the server. */
import { useSyncExternalStore } from 'react';
import { upload } from '~/api/client';
import { queryClient } from '~/api/queries';
import type { Import } from '~/api/types';
import { navigate } from '~/route/router';

export const ACCEPTED = '.csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values';

let waiting: readonly File[] = [];
const listeners = new Set<() => void>();

function set(files: readonly File[]): void {
  waiting = files;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useWaitingFiles(): readonly File[] {
  return useSyncExternalStore(subscribe, () => waiting);
}

export function offerFiles(files: readonly File[]): void {
  if (files.length > 0) set(files);
}

export function withdrawFiles(): void {
  set([]);
}

export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = ACCEPTED;
  input.onchange = () => offerFiles([...(input.files ?? [])]);
  input.click();
}

export async function uploadFiles(files: readonly File[], accountId: string, onProgress: (share: number) => void): Promise<void> {
  let last: Import | undefined;
  for (const [i, file] of files.entries()) {
    const form = new FormData();
    form.set('account_id', accountId);
    form.set('preview', 'true');
    form.set('file', file, file.name);
    const answer = await upload<{ items: Import[] }>('/imports', form, (share) => onProgress((i + share) / files.length));
    last = answer.items[0];
  }
  void queryClient.invalidateQueries({ queryKey: ['imports'] });
  set([]);
  navigate(files.length === 1 && last ? `/imports/${last.id}` : '/imports');
}
