import type { ComponentChildren } from 'preact';
import { useId } from 'react';

interface Props {
  title: string;
  actions?: ComponentChildren;
  children: ComponentChildren;
  class?: string;
}

export function Card({ title, actions, children, class: extra = '' }: Props) {
  const id = useId();
  return (
    <section class={`card ${extra}`} aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  );
}

export function Badge({ tone = 'plain', children }: { tone?: 'plain' | 'good' | 'warn' | 'danger' | 'info'; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}
