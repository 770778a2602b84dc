/* Receipts on their way in: photographed, chosen, dropped or pasted, a few at a time. */
import { useSyncExternalStore } from 'react';
import { upload } from '~/api/client';
import { queryClient } from '~/api/queries';
import type { Attachment } from '~/api/types';

export interface Sending {
  key: number;
  file: File;
  share: number;
  error: unknown;
}

const AT_ONCE = 3;
let last = 0;
let sending: readonly Sending[] = [];
let busy = 0;
const waiting: Sending[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Sending[]): void {
  sending = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useSending = () => useSyncExternalStore(subscribe, () => sending);

function change(key: number, part: Partial<Sending>): void {
  set(sending.map((one) => (one.key === key ? { ...one, ...part } : one)));
}

export function forget(key: number): void {
  set(sending.filter((one) => one.key !== key));
}

async function sendOne({ key, file }: Sending): Promise<void> {
  const form = new FormData();
  form.set('file', file, file.name);
  try {
    await upload<Attachment>('/attachments', form, (share) => change(key, { share }));
    await queryClient.invalidateQueries({ queryKey: ['attachments'] });
    forget(key);
  } catch (error) {
    change(key, { error });
  }
}

function begin(): void {
  while (busy < AT_ONCE) {
    const next = waiting.shift();
    if (!next) return;
    busy += 1;
    void sendOne(next).finally(() => {
      busy -= 1;
      begin();
    });
  }
}

export function sendReceipts(files: readonly File[]): void {
  const added = files.map((file): Sending => ({ key: (last += 1), file, share: 0, error: null }));
  set([...sending, ...added]);
  waiting.push(...added);
  begin();
}

export function sendAgain(one: Sending): void {
  change(one.key, { error: null, share: 0 });
  waiting.push(one);
  begin();
}
