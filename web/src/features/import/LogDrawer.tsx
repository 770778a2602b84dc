/* What was done with a file, stage by stage, and how long it took. */
import { useImportLog } from '~/api/queries';
import type { Import, StageEntry } from '~/api/types';
import { t, word } from '~/text/catalogue';
import { instant, milliseconds } from '~/text/format';
import { Badge } from '~/ui/Card';
import { Dialog } from '~/ui/Dialog';
import { Empty, pending } from '~/ui/State';

function Entry({ entry }: { entry: StageEntry }) {
  const failed = entry.status === 'failed';
  return (
    <li>
      <p class="log-head">
        <strong>{word('stage', entry.stage)}</strong>
        {failed && <Badge tone="danger">{t('import_status.failed')}</Badge>}
        <span class="spacer" />
        <span class="num">{milliseconds(entry.execution_time_ms)}</span>
      </p>
      {entry.details && <p class="muted small">{entry.details}</p>}
      <p class="faint small num">{instant(entry.at)}</p>
    </li>
  );
}

export function LogDrawer({ job, onClose }: { job: Import; onClose: () => void }) {
  const log = useImportLog(job);
  const entries = log.data?.items ?? [];
  const total = entries.reduce((sum, entry) => sum + entry.execution_time_ms, 0);
  return (
    <Dialog title={t('log.title')} kind="side" onClose={onClose}>
      <p class="faint small log-file">{job.filename}</p>
      {!log.data && pending(log, 5, 34)}
      {log.data && entries.length === 0 && <Empty icon="list" title={t('log.none')} text={t('log.none_text')} />}
      <ol class="log">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {entries.length > 1 && <p class="log-total muted num">{t('log.total', { time: milliseconds(total) })}</p>}
    </Dialog>
  );
}
