/* Rows that match what is stored: each with its reason, decided by the user and open to another decision until
   the import is confirmed. */
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

type Action = 'merge' | 'keep_both';

const STATE_OF: Record<Action, Duplicate['state']> = { merge: 'merged', keep_both: 'kept_both' };

function useResolve(importId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, action }: { id: string; action: Action }) => api.post(`/imports/${importId}/duplicates/${id}/resolve`, { action }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports', 'preview', importId] }),
    onError: toastProblem,
  });
}

function Match({ one, onResolve, busy }: { one: Duplicate; onResolve: (action: Action) => void; busy: boolean }) {
  const known = one.row_state === 'duplicate';
  const score = one.match_score === null || known ? null : t('duplicates.score', { share: percent(one.match_score) });
  return (
    <li class="match">
      <div class="match-text">
        <p class="match-title">
          <span class="truncate">{one.description}</span>
          <Badge tone={known ? 'plain' : 'warn'}>{word('row', one.row_state)}</Badge>
        </p>
        <p class="faint small">{[date(one.date), t('import.line', { line: one.line }), score, one.reason].filter(Boolean).join(' · ')}</p>
        {one.transaction_id && (
          <Link class="inline small" to={`/transactions?row=${one.transaction_id}`}>
            {t('duplicates.see_stored')}
          </Link>
        )}
      </div>
      <Amount amount={one.amount} currency={one.currency} />
      <span class="button-row">
        {(['merge', 'keep_both'] as const).map((action) => (
          <Button key={action} size="s" disabled={busy} aria-pressed={one.state === STATE_OF[action]} onClick={() => onResolve(action)}>
            {word('resolution', action)}
          </Button>
        ))}
      </span>
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
          <Match key={one.id} one={one} busy={resolve.isPending} onResolve={(action) => resolve.mutate({ id: one.id, action })} />
        ))}
      </ul>
    </>
  );
}
