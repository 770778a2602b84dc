/* The live line to the server: a WebSocket opened with a one-use ticket. Every event says which cached answers
   are stale; they are asked again once a short quiet has passed, so an import of a thousand rows costs one
   question. After a break the page tells the last number it saw and the server sends what was missed. */
import type { QueryClient } from '@tanstack/react-query';
import { api } from './client';
import { keepImports } from './queries';
import type { Import, Notification } from './types';

interface LiveEvent {
  seq: number;
  type: string;
  at: string;
  data: unknown;
}

/* The keys that an event makes stale, by the first word of its type. */
const STALE: Record<string, string[]> = {
  transaction: ['transactions', 'reports', 'accounts'],
  account: ['accounts', 'reports'],
  category: ['categories', 'transactions', 'reports'],
  import: ['imports'],
  attachment: ['attachments'],
  notification: ['notifications'],
};

const QUIET_MS = 400;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

function isImport(data: unknown): data is Import {
  return typeof data === 'object' && data !== null && 'id' in data && 'status' in data && 'progress' in data;
}

export function connectLive(client: QueryClient, onNotification: (notification: Notification) => void): () => void {
  const stale = new Set<string>();
  let socket: WebSocket | null = null;
  let seen = 0;
  let waitMs = FIRST_WAIT_MS;
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let ended = false;

  function refetch() {
    for (const key of stale) void client.invalidateQueries({ queryKey: [key] });
    stale.clear();
  }

  function note(keys: string[]) {
    for (const key of keys) stale.add(key);
    clearTimeout(quiet);
    quiet = setTimeout(refetch, QUIET_MS);
  }

  function take(event: LiveEvent) {
    if (event.seq > seen) seen = event.seq;
    if (isImport(event.data)) keepImports([event.data]);
    if (event.type === 'import.progress') return;
    note(STALE[event.type.split('.')[0] ?? ''] ?? []);
    if (event.type === 'import.completed' || event.type === 'import.undone') note(['transactions', 'reports', 'accounts', 'notifications']);
    if (event.type === 'notification.created') onNotification(event.data as Notification);
  }

  function retry() {
    if (ended) return;
    again = setTimeout(() => void open(), waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }

  async function open() {
    try {
      const { ticket } = await api.post<{ ticket: string }>('/ws/tickets');
      if (ended) return;
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
      socket = new WebSocket(`${scheme}://${location.host}/api/v1/ws/connect?ticket=${encodeURIComponent(ticket)}`);
    } catch {
      retry();
      return;
    }
    socket.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      if (seen > 0) socket?.send(JSON.stringify({ resume_from: seen }));
    };
    socket.onmessage = (message) => take(JSON.parse(String(message.data)) as LiveEvent);
    socket.onclose = retry;
  }

  void open();
  return () => {
    ended = true;
    clearTimeout(quiet);
    clearTimeout(again);
    socket?.close();
  };
}
