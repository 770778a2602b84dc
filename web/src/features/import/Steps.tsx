/* The way of a file through its stages, the one it is at, and how long each has taken. */
import { isWorking, useImportLog } from '~/api/queries';
import type { Import, StageEntry } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { milliseconds } from '~/text/format';
import { Icon, type IconName } from '~/ui/icons';

type Stage = NonNullable<Import['stage']>;
type State = 'done' | 'now' | 'failed' | 'next';

const STAGES: readonly Stage[] = ['decrypt', 'extract', 'parse', 'deduplicate', 'create', 'complete'];
const ICONS: Record<State, IconName> = { done: 'check', now: 'right', failed: 'close', next: 'right' };

/* Reached stages by the import's own word, and what each one took by its log. */
function stateOf(stage: Stage, job: Import, entry: StageEntry | undefined): State {
  const at = job.stage ? STAGES.indexOf(job.stage) : -1;
  const i = STAGES.indexOf(stage);
  if (entry?.status === 'failed' || (job.status === 'failed' && i === at)) return 'failed';
  if (job.status === 'completed' || i < at || (i === at && !isWorking(job) && entry)) return 'done';
  return i === at && isWorking(job) ? 'now' : 'next';
}

export function Steps({ job }: { job: Import }) {
  const log = useImportLog(job);
  const latest = new Map((log.data?.items ?? []).map((entry) => [entry.stage, entry]));
  const shown = STAGES.filter((stage) => stage !== 'decrypt' || job.is_password_protected || latest.has('decrypt') || job.stage === 'decrypt');
  return (
    <ol class="steps" aria-label={t('import.progress')}>
      {shown.map((stage) => {
        const entry = latest.get(stage);
        const state = stateOf(stage, job, entry);
        return (
          <li key={stage} class={state} aria-current={state === 'now' ? 'step' : undefined}>
            {state === 'now' ? <span class="spinner" aria-hidden="true" /> : <Icon name={ICONS[state]} size={14} />}
            <span>{word('stage', stage)}</span>
            {entry && state !== 'now' && <span class="faint num">{milliseconds(entry.execution_time_ms)}</span>}
          </li>
        );
      })}
    </ol>
  );
}
