/* Files on their way in: chosen, pasted or dropped on any view they wait on the import page, until somebody says
   which account they are from; then they go up, a few at a time. */
import { useSyncExternalStore } from 'react';
import { upload } from '~/api/client';
import { keepImports, queryClient } from '~/api/queries';
import type { Import } from '~/api/types';
import { navigate } from '~/route/router';
import { rememberAccount } from './local';

export interface Upload {
  key: number;
  file: File;
  state: 'waiting' | 'sending' | 'failed';
  share: number;
  error: unknown;
  accountId: string;
}

const AT_ONCE = 3;
let last = 0;
let uploads: readonly Upload[] = [];
let sent: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function set(next: readonly Upload[]): void {
  uploads = next;
  tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useUploads = () => useSyncExternalStore(subscribe, () => uploads);

/* The imports that this visit has brought about. */
export const useSent = () => useSyncExternalStore(subscribe, () => sent);

export function offerFiles(files: readonly File[]): void {
  if (files.length === 0) return;
  const added = files.map((file) => ({ key: (last += 1), file, state: 'waiting' as const, share: 0, error: null, accountId: '' }));
  set([...uploads, ...added]);
  navigate('/imports');
}

export function withdraw(key: number): void {
  set(uploads.filter((one) => one.key !== key));
}

export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.onchange = () => offerFiles([...(input.files ?? [])]);
  input.click();
}

function change(key: number, part: Partial<Upload>): void {
  set(uploads.map((one) => (one.key === key ? { ...one, ...part } : one)));
}

async function sendOne({ key, file }: Upload, accountId: string): Promise<Import | null> {
  const form = new FormData();
  if (accountId) form.set('account_id', accountId);
  form.set('preview', 'true');
  form.set('file', file, file.name);
  try {
    const { items } = await upload<{ items: Import[] }>('/imports', form, (share) => change(key, { share }));
    keepImports(items);
    sent = new Set([...sent, ...items.map((one) => one.id)]);
    withdraw(key);
    return items[0] ?? null;
  } catch (error) {
    change(key, { state: 'failed', error });
    return null;
  }
}

async function send(list: readonly Upload[], accountId: string): Promise<(Import | null)[]> {
  const keys = new Set(list.map((one) => one.key));
  set(uploads.map((one) => (keys.has(one.key) ? { ...one, state: 'sending', share: 0, error: null, accountId } : one)));
  const left = [...list];
  const done: (Import | null)[] = [];
  async function work() {
    for (let next = left.shift(); next; next = left.shift()) done.push(await sendOne(next, accountId));
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, left.length) }, work));
  void queryClient.invalidateQueries({ queryKey: ['imports', 'list'] });
  return done;
}

/* Sends what waits. A single file leads to its own view, several are followed on the import page. */
export async function sendFiles(accountId: string): Promise<void> {
  rememberAccount(accountId);
  const waiting = uploads.filter((one) => one.state === 'waiting');
  const [only, ...more] = await send(waiting, accountId);
  if (only && more.length === 0 && location.pathname === '/imports') navigate(`/imports/${only.id}`);
}

export function sendAgain(one: Upload): void {
  void send([one], one.accountId);
}
