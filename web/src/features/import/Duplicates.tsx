/* Near matches: each with its reason, decided by the user. Exact repeats are left out and said so. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import type { Duplicate } from '~/api/types';
import { Link } from '~/route/Link';
import { t, word } from '~/text/catalogue';
import { date, percent } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Button } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { toastProblem } from '~/ui/toast';

type Resolution = 'merge' | 'keep_both' | 'delete_old';
const RESOLUTIONS: Resolution[] = ['merge', 'keep_both'];

function useResolve(importId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, resolution }: { id: string; resolution: Resolution }) => api.post(`/imports/${importId}/duplicates/${id}/resolve`, { resolution }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports', 'preview', importId] }),
    onError: toastProblem,
  });
}

function Match({ one, onResolve, busy }: { one: Duplicate; onResolve: (resolution: Resolution) => void; busy: boolean }) {
  return (
    <li class="match">
      <div class="match-text">
        <p class="truncate">{one.description ?? t('import.line', { line: one.line ?? 0 })}</p>
        <p class="faint small">
          {[one.date && date(one.date), t('duplicates.score', { share: percent(one.match_score) }), one.reason].filter(Boolean).join(' · ')}
        </p>
        {one.transaction_id && (
          <Link class="inline small" to={`/transactions?row=${one.transaction_id}`}>
            {t('duplicates.see_stored')}
          </Link>
        )}
      </div>
      {one.amount && one.currency && <Amount amount={one.amount} currency={one.currency} />}
      {one.state === 'open' ? (
        <span class="button-row">
          {RESOLUTIONS.map((resolution) => (
            <Button key={resolution} size="s" disabled={busy} onClick={() => onResolve(resolution)}>
              {word('resolution', resolution)}
            </Button>
          ))}
        </span>
      ) : (
        <Badge tone="good">{word('duplicate', one.state)}</Badge>
      )}
    </li>
  );
}

export function Duplicates({ id, duplicates, known }: { id: string; duplicates: Duplicate[]; known: number }) {
  const resolve = useResolve(id);
  return (
    <>
      {known > 0 && <p class="tab-note muted">{t('duplicates.known', { n: known })}</p>}
      {duplicates.length === 0 && known === 0 && <p class="tab-empty muted">{t('duplicates.none')}</p>}
      <ul class="match-list">
        {duplicates.map((one) => (
          <Match key={one.id} one={one} busy={resolve.isPending} onResolve={(resolution) => resolve.mutate({ id: one.id, resolution })} />
        ))}
      </ul>
    </>
  );
}
