/* A button that opens a list of actions. Arrow keys move, Enter acts, Escape closes. Its label is its name, or is
   added to the text it shows when `named` is off. */
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'react';
import { Icon, type IconName } from './icons';
import { Popover } from './Popover';

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  checked?: boolean;
  act: () => void;
}

interface Props {
  label: string;
  items: MenuItem[];
  class?: string;
  align?: 'start' | 'end';
  named?: boolean;
  children: ComponentChildren;
}

function move(event: TargetedKeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
}

export function Menu({ label, items, class: extra = '', align = 'start', named = true, children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" class={extra} aria-label={named ? label : undefined} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        {children}
        {!named && <span class="unseen">{label}</span>}
      </button>
      {open && button.current && (
        <Popover anchor={button.current} label={label} align={align} onClose={() => setOpen(false)} class="menu">
          <div role="menu" aria-label={label} onKeyDown={move}>
            {items.map((item, i) => (
              <button
                key={item.label}
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                class={item.danger ? 'menu-item danger' : 'menu-item'}
                data-focus={i === 0 || undefined}
                onClick={() => {
                  setOpen(false);
                  item.act();
                }}
              >
                {item.icon && <Icon name={item.icon} size={18} />}
                <span>{item.label}</span>
                {item.checked && <Icon name="check" size={16} />}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </>
  );
}
