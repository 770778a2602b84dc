/* The address is the state a user would want to share: path and search parameters. Everything that navigates
   goes through here. */
import { useMemo, useSyncExternalStore } from 'react';

const CHANGED = 'florin:address';

function subscribe(act: () => void): () => void {
  window.addEventListener('popstate', act);
  window.addEventListener(CHANGED, act);
  return () => {
    window.removeEventListener('popstate', act);
    window.removeEventListener(CHANGED, act);
  };
}

export function navigate(to: string, options: { replace?: boolean } = {}): void {
  if (to === location.pathname + location.search) return;
  if (options.replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  window.dispatchEvent(new Event(CHANGED));
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function useSearch(): URLSearchParams {
  const text = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => new URLSearchParams(text), [text]);
}

/* Changes some search parameters and keeps the others; an empty value takes one away. */
export function changeSearch(changes: Record<string, string | null | undefined>, options?: { replace?: boolean }): void {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) search.set(name, value);
    else search.delete(name);
  }
  const text = search.toString();
  navigate(location.pathname + (text ? `?${text}` : ''), options);
}

/* "/imports/:id" against "/imports/imp_1" gives { id: "imp_1" }; null when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split('/').filter(Boolean);
  const have = path.split('/').filter(Boolean);
  const found: Record<string, string> = {};
  if (want.length !== have.length) return null;
  for (const [i, part] of want.entries()) {
    const value = have[i] ?? '';
    if (part.startsWith(':')) found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}
