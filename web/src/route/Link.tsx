/* A real link that the page follows itself, unless the user asks the browser for a new tab. */
import type { ComponentChildren, TargetedMouseEvent } from 'preact';
import { navigate } from './router';

interface Props {
  to: string;
  children?: ComponentChildren;
  class?: string;
  onClick?: (event: TargetedMouseEvent<HTMLAnchorElement>) => void;
  'aria-label'?: string;
  'aria-current'?: 'page' | boolean | undefined;
}

export function Link({ to, onClick, ...rest }: Props) {
  function follow(event: TargetedMouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(to);
    window.scrollTo(0, 0);
  }
  return <a href={to} onClick={follow} {...rest} />;
}
