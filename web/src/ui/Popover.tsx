/* A native popover that hangs on the element that opened it: it flips above when there is no room below, and
   on a phone it rises from the bottom edge (style/ui.css). Escape and a click outside close it. */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'react';

interface Props {
  anchor: Element;
  label: string;
  onClose: () => void;
  children: ComponentChildren;
  align?: 'start' | 'end';
  class?: string;
}

const GAP_PX = 6;
const EDGE_PX = 8;

function place(popover: HTMLElement, anchor: Element, align: 'start' | 'end'): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = window.innerHeight - at.bottom - GAP_PX - EDGE_PX;
  const above = at.top - GAP_PX - EDGE_PX;
  const top = height <= below || below >= above ? at.bottom + GAP_PX : Math.max(EDGE_PX, at.top - GAP_PX - height);
  const left = align === 'start' ? at.left : at.right - width;
  popover.style.top = `${Math.min(top, Math.max(EDGE_PX, window.innerHeight - EDGE_PX - Math.min(height, 420)))}px`;
  popover.style.left = `${Math.min(Math.max(EDGE_PX, left), window.innerWidth - width - EDGE_PX)}px`;
}

export function Popover({ anchor, label, onClose, children, align = 'start', class: extra = '' }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const popover = ref.current;
    if (!popover) return;
    const before = document.activeElement;
    const onToggle = (event: Event) => (event as ToggleEvent).newState === 'closed' && close.current();
    const onResize = () => close.current();
    popover.showPopover();
    place(popover, anchor, align);
    popover.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true });
    popover.addEventListener('toggle', onToggle);
    window.addEventListener('resize', onResize);
    return () => {
      window.removeEventListener('resize', onResize);
      popover.removeEventListener('toggle', onToggle);
      const inside = popover.contains(document.activeElement) || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [anchor]);

  return (
    <div ref={ref} popover="auto" class={`popover ${extra}`} role="dialog" aria-label={label}>
      {children}
    </div>
  );
}
