/* A file on its way to the server: how far it is, or why it is not there and what to do. */
import { t } from '~/text/catalogue';
import { bytes, percent } from '~/text/format';
import { Button, IconButton } from '~/ui/Button';
import { FileKind } from '~/ui/FileKind';
import { Icon } from '~/ui/icons';
import { explain } from '~/ui/State';

interface Props {
  file: File;
  share: number;
  error: unknown; // null while it goes well
  onRetry: () => void;
  onWithdraw: () => void;
}

export function GoingUp({ file, share, error, onRetry, onWithdraw }: Props) {
  const failed = error !== null;
  return (
    <li class="queue-item">
      <div class="queue-line">
        <FileKind filename={file.name} />
        <span class="import-text">
          <span class="truncate">{file.name}</span>
          <span class="faint small">{[bytes(file.size), failed ? null : t('import.uploading')].filter(Boolean).join(' · ')}</span>
        </span>
        {failed ? <IconButton icon="close" size="s" label={t('import.withdraw', { name: file.name })} onClick={onWithdraw} /> : <span class="num muted small">{percent(share)}</span>}
      </div>
      {failed ? (
        <div class="queue-problem" role="alert">
          <Icon name="alert" size={18} />
          <p>{explain(error).text}</p>
          <Button size="s" icon="retry" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        </div>
      ) : (
        <progress class="bar" max={1} value={share} aria-label={t('import.uploading')} />
      )}
    </li>
  );
}
