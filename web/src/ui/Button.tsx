import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { Icon, type IconName } from './icons';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'size'>;

interface Props extends Native {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'm' | 's';
  icon?: IconName;
  busy?: boolean;
  children?: ComponentChildren;
}

export function Button({ kind = 'plain', size = 'm', icon, busy = false, children, disabled, class: extra, ...rest }: Props) {
  const name = `button ${kind} size-${size}${extra ? ` ${String(extra)}` : ''}`;
  return (
    <button type="button" class={name} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} size={size === 's' ? 16 : 18} />}
      {children}
    </button>
  );
}

interface IconProps extends Native {
  icon: IconName;
  label: string;
  size?: 'm' | 's';
  children?: ComponentChildren;
}

export function IconButton({ icon, label, size = 'm', class: extra, children, ...rest }: IconProps) {
  return (
    <button type="button" class={`icon-button size-${size}${extra ? ` ${String(extra)}` : ''}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} size={size === 's' ? 16 : 20} />
      {children}
    </button>
  );
}
