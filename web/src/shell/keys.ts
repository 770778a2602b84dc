/* Keyboard shortcuts. Single keys act only while nothing is being typed and no dialog is open, and can be
   switched off in the settings (WCAG 2.1.4). */
import { useEffect, useRef } from 'react';
import { shortcutsOn } from './local';

const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';

export function isTyping(event: Event): boolean {
  return event.target instanceof Element && event.target.matches(TYPING);
}

export function isCovered(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null;
}

/* While a sequence such as "g t" waits for its second key, that key means nothing else. */
let sequenceUntil = 0;

export function startSequence(waitMs: number): void {
  sequenceUntil = Date.now() + waitMs;
}

function inSequence(): boolean {
  return Date.now() < sequenceUntil;
}

/* `act` says whether it used the key. */
export function useKeys(act: (key: string, event: KeyboardEvent) => boolean): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isCovered()) return;
      if (event.key.length === 1 && !shortcutsOn()) return;
      if (inSequence()) return;
      if (latest.current(event.key, event)) event.preventDefault();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/* The second key of a sequence. */
export function useSequenceKeys(act: (key: string) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!inSequence() || isTyping(event) || event.key.length !== 1) return;
      sequenceUntil = 0;
      event.preventDefault();
      latest.current(event.key);
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
