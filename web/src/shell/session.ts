/* Whether somebody is signed in. The cookie that JavaScript may read tells without asking the server, so a
   visitor who is not signed in costs no failed request. */
import { useSyncExternalStore } from 'react';
import { api, chooseWorkspace, csrfToken, whenSessionEnds } from '~/api/client';
import { queryClient } from '~/api/queries';

let signedIn = csrfToken() !== null;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  signedIn = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, () => signedIn);
}

export function sessionStarted(): void {
  queryClient.clear();
  set(true);
}

function sessionEnded(): void {
  chooseWorkspace(null);
  set(false);
  queryClient.clear();
}

export async function signOut(): Promise<void> {
  try {
    await api.post('/auth/logout');
  } finally {
    sessionEnded();
  }
}

whenSessionEnds(sessionEnded);
