/* What a view shows when it has no data to show: it is loading, there is none yet, or asking failed. */
import type { ComponentChildren } from 'preact';
import { Component } from 'react';
import { Problem } from '~/api/client';
import { t } from '~/text/catalogue';
import { Button } from './Button';
import { Icon, type IconName } from './icons';

export function Skeleton({ lines = 3, height = 14, label }: { lines?: number; height?: number; label?: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{label ?? t('state.loading')}</span>
      {Array.from({ length: lines }, (_, i) => (
        <span key={i} class={`bone w${i % 4}`} style={{ height }} />
      ))}
    </div>
  );
}

export function Empty({ icon, title, text, children }: { icon: IconName; title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={24} />
      </span>
      <p class="empty-title">{title}</p>
      <p class="muted">{text}</p>
      {children}
    </div>
  );
}

/* What went wrong in the user's words, and the number that finds it in the server's log. */
export function explain(error: unknown): { text: string; requestId: string | null } {
  if (!(error instanceof Problem)) return { text: t('error.unexpected'), requestId: null };
  if (error.status === 0) return { text: t('error.offline'), requestId: null };
  if (error.status === 403) return { text: error.detail || t('error.forbidden'), requestId: error.requestId };
  const fields = error.errors.map((one) => `${one.pointer.slice(1)}: ${one.detail}`).join('; ');
  return { text: fields || error.detail || error.title, requestId: error.requestId };
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { text, requestId } = explain(error);
  const forbidden = error instanceof Problem && error.status === 403;
  return (
    <div class="empty failure" role="alert">
      <span class="empty-icon danger">
        <Icon name="alert" size={24} />
      </span>
      <p class="empty-title">{forbidden ? t('error.no_permission') : t('error.title')}</p>
      <p class="muted">{text}</p>
      {onRetry && !forbidden && (
        <Button icon="retry" onClick={onRetry}>
          {t('action.retry')}
        </Button>
      )}
      {requestId && <p class="faint small mono">{t('error.request', { id: requestId })}</p>}
    </div>
  );
}

/* One of the three for a query that has no data, nothing for one that has. */
export function pending(query: { isPending: boolean; error: unknown; refetch: () => unknown }, lines = 3, height = 14) {
  if (query.isPending) return <Skeleton lines={lines} height={height} />;
  if (query.error) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  return null;
}

/* A failure while drawing takes down one view, not the page. */
export class Boundary extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return <Failure error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
