/* The same days of the same account were imported before: are these one statement, two, or a better one? */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import { keepImports, useImport } from '~/api/queries';
import type { Import } from '~/api/types';
import { Link } from '~/route/Link';
import { t, word } from '~/text/catalogue';
import { instant, percent } from '~/text/format';
import { Button } from '~/ui/Button';
import { toast, toastProblem } from '~/ui/toast';
import { FileKind } from '~/ui/FileKind';
import { outcome, period } from '../status';

const CHOICES = ['merge', 'keep_both', 'delete_old'] as const;
type Choice = (typeof CHOICES)[number];

function useMerge(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (action: Choice) => api.post<Import>(`/statements/files/${id}/merge`, { action }),
    onSuccess: (job, action) => {
      keepImports([job]);
      void client.invalidateQueries();
      toast(word('statement_done', action));
    },
    onError: toastProblem,
  });
}

function One({ job, label }: { job: Import; label: string }) {
  return (
    <div class="same-one">
      <FileKind filename={job.filename} type={job.file_type} />
      <div>
        <p class="faint small">{label}</p>
        <Link to={`/imports/${job.id}`} class="plain-link truncate">
          {job.filename}
        </Link>
        <p class="small">{period(job) ?? '–'}</p>
        <p class="faint small">{[outcome(job), instant(job.created_at)].filter(Boolean).join(' · ')}</p>
      </div>
    </div>
  );
}

export function SameStatement({ job }: { job: Import }) {
  const old = useImport(job.duplicate_of_id ?? '');
  const merge = useMerge(job.id);
  if (job.status !== 'needs_review' || job.duplicate_state !== 'open' || !job.duplicate_of_id) return null;
  return (
    <section class="card same" aria-label={t('same.title')}>
      <header class="card-head">
        <h2>{t('same.title')}</h2>
        {typeof job.duplicate_score === 'number' && <span class="muted small">{t('duplicates.score', { share: percent(job.duplicate_score) })}</span>}
      </header>
      <p class="muted">{t('same.text', { n: job.duplicate_rows + job.near_rows, total: job.total_rows })}</p>
      <div class="same-pair">
        {old.data && <One job={old.data} label={t('same.old')} />}
        <One job={job} label={t('same.new')} />
      </div>
      <ul class="same-choices">
        {CHOICES.map((choice) => (
          <li key={choice}>
            <Button busy={merge.isPending && merge.variables === choice} disabled={merge.isPending} onClick={() => merge.mutate(choice)}>
              {word('statement', choice)}
            </Button>
            <span class="muted small">{word('statement_text', choice)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
