/* One import, whatever state it is in: working, waiting for the user's word, done, failed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import { useAccounts, useImport } from '~/api/queries';
import type { Import } from '~/api/types';
import { Link } from '~/route/Link';
import { chooseFiles } from '~/shell/upload';
import { t, word } from '~/text/catalogue';
import { count, instant, percent } from '~/text/format';
import { Button } from '~/ui/Button';
import { Confirm } from '~/ui/Dialog';
import { Icon, type IconName } from '~/ui/icons';
import { pending } from '~/ui/State';
import { toast, toastProblem } from '~/ui/toast';
import { Review } from './Review';
import { StatusBadge } from './Imports';
import './import.css';

const STAGES = ['extract', 'parse', 'deduplicate', 'create', 'complete'];

export function useImportAction(id: string, action: 'confirm' | 'discard' | 'undo', body: object = {}, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<Import>(`/imports/${id}/${action}`, body),
    onSuccess: (job) => {
      if (job) client.setQueryData(['imports', 'one', id], job);
      void client.invalidateQueries({ queryKey: ['imports', 'list'] });
      for (const key of ['transactions', 'reports', 'accounts']) void client.invalidateQueries({ queryKey: [key] });
      onDone?.();
    },
    onError: toastProblem,
  });
}

function Progress({ job }: { job: Import }) {
  const at = STAGES.indexOf(job.stage ?? 'extract');
  return (
    <section class="card progress-card" aria-label={t('import.progress')}>
      <p class="progress-title">
        <span class="spinner big" aria-hidden="true" />
        {word('stage', job.stage ?? 'extract')}
        <span class="spacer" />
        <span class="num muted" role="status">
          {percent(job.progress / 100)}
        </span>
      </p>
      <progress class="bar" max={100} value={job.progress} aria-label={t('import.progress')} />
      <ol class="stages">
        {STAGES.slice(0, 4).map((stage, i) => (
          <li key={stage} class={i < at ? 'done' : i === at ? 'now' : ''}>
            <Icon name={i < at ? 'check' : 'right'} size={14} />
            {word('stage', stage)}
          </li>
        ))}
      </ol>
      {job.total_rows > 0 && <p class="faint small num">{t('import.rows_of', { done: job.processed_rows, total: job.total_rows })}</p>}
    </section>
  );
}

function Tile({ value, label }: { value: number; label: string }) {
  return (
    <div class="tile">
      <span class="tile-value num">{count(value)}</span>
      <span class="faint small">{label}</span>
    </div>
  );
}

function Result({ job }: { job: Import }) {
  const [asking, setAsking] = useState(false);
  const undo = useImportAction(job.id, 'undo', {}, () => {
    setAsking(false);
    toast(t('import.undone'));
  });
  return (
    <section class="card result-card" aria-label={t('import.result')}>
      <div class="result-head">
        <span class="result-icon">
          <Icon name="check" size={28} />
        </span>
        <div>
          <h2>{t('import.done_title', { n: job.successful_imports })}</h2>
          <p class="muted">{job.reconciled === true ? t('import.done_proven') : t('import.done_text')}</p>
        </div>
      </div>
      <div class="tiles">
        <Tile value={job.successful_imports} label={t('import.imported')} />
        <Tile value={job.duplicate_rows} label={t('import.duplicates')} />
        <Tile value={job.failed_imports} label={t('import.failed_rows')} />
      </div>
      <div class="button-row">
        <Link to={`/transactions?import_id=${job.id}`} class="button primary size-m">
          {t('import.see_rows')}
        </Link>
        <Button icon="file" onClick={chooseFiles}>
          {t('import.another')}
        </Button>
        <span class="spacer" />
        <Button kind="quiet" icon="undo" onClick={() => setAsking(true)}>
          {t('import.undo')}
        </Button>
      </div>
      {asking && <Confirm title={t('import.undo_title')} text={t('import.undo_text', { n: job.successful_imports })} action={t('import.undo')} busy={undo.isPending} onConfirm={() => undo.mutate()} onClose={() => setAsking(false)} />}
    </section>
  );
}

function Ended({ icon, title, text, tone = '' }: { icon: IconName; title: string; text: string; tone?: string }) {
  return (
    <section class="card">
      <div class="empty">
        <span class={`empty-icon ${tone}`}>
          <Icon name={icon} size={24} />
        </span>
        <p class="empty-title">{title}</p>
        <p class="muted">{text}</p>
        <Button icon="file" onClick={chooseFiles}>
          {t('import.another')}
        </Button>
      </div>
    </section>
  );
}

function Body({ job }: { job: Import }) {
  switch (job.status) {
    case 'needs_review':
      return <Review id={job.id} />;
    case 'completed':
      return <Result job={job} />;
    case 'failed':
      return <Ended icon="alert" tone="danger" title={t('import.failed_title')} text={job.error_details || t('error.unexpected')} />;
    case 'discarded':
      return <Ended icon="trash" title={t('import.discarded_title')} text={t('import.discarded_text')} />;
    case 'undone':
      return <Ended icon="undo" title={t('import.undone')} text={t('import.undone_text')} />;
    default:
      return <Progress job={job} />;
  }
}

export function ImportJob({ params }: { params: Record<string, string> }) {
  const job = useImport(params['id'] ?? '');
  const accounts = useAccounts();
  const account = accounts.data?.find((one) => one.id === job.data?.account_id);
  return (
    <div class={job.data?.status === 'needs_review' ? 'page' : 'page narrow'}>
      <header class="page-head">
        <h1 tabIndex={-1} class="truncate">
          {job.data?.filename ?? t('nav.import')}
        </h1>
        {job.data && <StatusBadge status={job.data.status} />}
      </header>
      {job.data && <p class="page-text faint small">{[account?.name, instant(job.data.created_at)].filter(Boolean).join(' · ')}</p>}
      {job.data ? <Body job={job.data} /> : <div class="card">{pending(job, 6, 24)}</div>}
    </div>
  );
}
