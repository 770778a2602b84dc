/* What was found wrong or is worth knowing; each can be ticked off. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '~/api/client';
import type { Finding, Preview } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Icon, type IconName } from '~/ui/icons';
import { toastProblem } from '~/ui/toast';
import './findings.css';

const LEVELS: Record<Finding['validation_type'], [tone: 'danger' | 'warn' | 'info', icon: IconName]> = {
  ERROR: ['danger', 'alert'], WARNING: ['warn', 'alert'], INFO: ['info', 'info'],
};

function useSettle(importId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, is_resolved }: Finding) => api.patch<Finding>(`/imports/${importId}/validations/${id}`, { is_resolved: !is_resolved }),
    onSuccess: (saved) =>
      client.setQueriesData<Preview>({ queryKey: ['imports', 'preview', importId] }, (preview) => preview && { ...preview, findings: preview.findings.map((one) => (one.id === saved.id ? saved : one)) }),
    onError: toastProblem,
  });
}

export function FindingLine({ one, onSettle, busy = false }: { one: Finding; onSettle?: () => void; busy?: boolean }) {
  const [tone, icon] = LEVELS[one.validation_type];
  return (
    <li class={one.is_resolved ? 'finding settled' : 'finding'}>
      <Badge tone={one.is_resolved ? 'plain' : tone}>
        <Icon name={one.is_resolved ? 'check' : icon} size={14} />
        {one.is_resolved ? t('finding.settled') : word('level', one.validation_type)}
      </Badge>
      <div>
        <p>{one.message}</p>
        {one.suggested_fix && <p class="muted small">{one.suggested_fix}</p>}
      </div>
      {one.row_number > 0 && <span class="faint small num">{t('import.line', { line: one.row_number })}</span>}
      {onSettle && one.validation_type !== 'INFO' && (
        <Button size="s" kind="quiet" disabled={busy} onClick={onSettle}>
          {one.is_resolved ? t('finding.open') : t('finding.settle')}
        </Button>
      )}
    </li>
  );
}

export function Findings({ importId, findings }: { importId: string; findings: readonly Finding[] }) {
  const settle = useSettle(importId);
  if (findings.length === 0) return <p class="tab-empty muted">{t('import.no_findings')}</p>;
  return (
    <ul class="finding-list">
      {findings.map((one) => (
        <FindingLine key={one.id} one={one} busy={settle.isPending} onSettle={() => settle.mutate(one)} />
      ))}
    </ul>
  );
}
