/* Who takes the files that are dropped or pasted: the import, unless the view that is open takes them itself. */
import { useEffect, useSyncExternalStore } from 'react';
import type { MessageKey } from '~/text/catalogue';
import type { IconName } from '~/ui/icons';
import { offerFiles } from './upload';

export interface Taker {
  take: (files: readonly File[]) => void;
  icon: IconName;
  title: MessageKey;
  text: MessageKey;
}

const IMPORT: Taker = { take: offerFiles, icon: 'import', title: 'import.drop_now', text: 'import.drop_formats' };

let current = IMPORT;
const listeners = new Set<() => void>();

function set(next: Taker): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const taker = () => current;

export const useTaker = () => useSyncExternalStore(subscribe, taker);

/* While the view is open, files are its own. */
export function useTaking(mine: Taker): void {
  useEffect(() => {
    set(mine);
    return () => set(IMPORT);
  }, [mine]);
}
