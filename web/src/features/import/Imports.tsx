/* Where files come in, and every import so far. */
import type { Import, ImportStatus } from '~/api/types';
import { useAccounts, useImports } from '~/api/queries';
import { Link } from '~/route/Link';
import { chooseFiles } from '~/shell/upload';
import { t, word } from '~/text/catalogue';
import { ago } from '~/text/format';
import { Button } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Icon } from '~/ui/icons';
import { Empty, pending } from '~/ui/State';
import './import.css';

type Tone = 'plain' | 'good' | 'warn' | 'danger' | 'info';

export const STATUS_TONES: Record<ImportStatus, Tone> = {
  pending: 'info', processing: 'info', needs_review: 'warn', completed: 'good', failed: 'danger', discarded: 'plain', undone: 'plain',
};

export function StatusBadge({ status }: { status: ImportStatus }) {
  return <Badge tone={STATUS_TONES[status] ?? 'plain'}>{word('import_status', status)}</Badge>;
}

function Line({ one, account }: { one: Import; account: string | undefined }) {
  return (
    <li>
      <Link to={`/imports/${one.id}`} class="import-row">
        <span class="account-icon">
          <Icon name="file" />
        </span>
        <span class="import-text">
          <span class="truncate">{one.filename}</span>
          <span class="faint small truncate">{[account, ago(one.created_at), one.status === 'completed' ? t('import.rows', { n: one.successful_imports }) : null].filter(Boolean).join(' · ')}</span>
        </span>
        {one.reconciled === true && (
          <Badge tone="good">
            <Icon name="shield" size={14} />
            {t('import.reconciled')}
          </Badge>
        )}
        <StatusBadge status={one.status} />
        <Icon name="right" size={14} />
      </Link>
    </li>
  );
}

export function Imports() {
  const imports = useImports();
  const accounts = useAccounts();
  const items = imports.data?.items ?? [];
  return (
    <div class="page narrow">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.import')}</h1>
      </header>
      <div class="drop-card">
        <span class="empty-icon">
          <Icon name="import" size={24} />
        </span>
        <p class="empty-title">{t('import.drop_here')}</p>
        <p class="muted">{t('import.drop_text')}</p>
        <Button kind="primary" icon="file" onClick={chooseFiles}>
          {t('import.choose')}
        </Button>
      </div>
      <section class="card" aria-label={t('import.history')}>
        <header class="card-head">
          <h2>{t('import.history')}</h2>
        </header>
        {!imports.data && pending(imports, 4, 26)}
        {imports.data && items.length === 0 && <Empty icon="file" title={t('import.none')} text={t('import.none_text')} />}
        <ul class="import-list">
          {items.map((one) => (
            <Line key={one.id} one={one} account={accounts.data?.find((account) => account.id === one.account_id)?.name} />
          ))}
        </ul>
      </section>
    </div>
  );
}
