/* Short notes at the edge of the window, read out by screen readers. One may carry an action such as undo. */
import { useEffect, useSyncExternalStore } from 'react';
import { Problem } from '~/api/client';
import { t } from '~/text/catalogue';
import { IconButton } from './Button';
import { explain } from './State';

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  action?: { label: string; act: () => void };
}

const STAY_MS = 7000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function toast(text: string, more: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  last += 1;
  set([...toasts.slice(-2), { id: last, text, tone: 'plain', ...more }]);
}

export function toastProblem(error: unknown): void {
  const problem = error instanceof Problem ? error : null;
  const { text, requestId } = explain(problem ?? error);
  toast(requestId ? `${text} (${requestId})` : text, { tone: 'danger' });
}

function dismiss(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

/* The action of the newest note, for the keyboard. */
export function actOnToast(): boolean {
  const newest = toasts.toReversed().find((one) => one.action);
  if (!newest) return false;
  dismiss(newest.id);
  newest.action?.act();
  return true;
}

function Note({ note }: { note: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(note.id), STAY_MS);
    return () => clearTimeout(timer);
  }, [note.id]);
  return (
    <li class={`toast ${note.tone}`}>
      <span>{note.text}</span>
      {note.action && (
        <button
          type="button"
          class="toast-action"
          onClick={() => {
            dismiss(note.id);
            note.action?.act();
          }}
        >
          {note.action.label}
        </button>
      )}
      <IconButton icon="close" size="s" label={t('action.close')} onClick={() => dismiss(note.id)} />
    </li>
  );
}

export function Toasts() {
  const notes = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div class="toasts" role="status">
      <ul>
        {notes.map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
    </div>
  );
}
