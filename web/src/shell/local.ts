/* What only this browser needs to know: theme, hidden amounts, single-key shortcuts, the account last imported to. */
import { useSyncExternalStore } from 'react';
import type { Theme } from '~/api/types';

const listeners = new Set<() => void>();

function read(name: string): string | null {
  return localStorage.getItem(`florin.${name}`);
}

function write(name: string, value: string): void {
  localStorage.setItem(`florin.${name}`, value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function applyTheme(theme: Theme): void {
  write('theme', theme);
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function useTheme(): Theme {
  const theme = useSyncExternalStore(subscribe, () => read('theme'));
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

export function applyPrivacy(hidden: boolean): void {
  document.documentElement.toggleAttribute('data-private', hidden);
}

export function shortcutsOn(): boolean {
  return read('shortcuts') !== 'off';
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(subscribe, shortcutsOn);
}

export function setShortcuts(on: boolean): void {
  write('shortcuts', on ? 'on' : 'off');
}

export const lastAccount = () => read('account');
export const rememberAccount = (id: string) => write('account', id);
