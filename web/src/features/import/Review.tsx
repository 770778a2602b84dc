/* What a file says, before anything is written: the rows as they were read, what was found wrong or unclear, what
   is stored already, and how the columns were understood. */
import type { ComponentChildren } from 'preact';
import { useState } from 'react';
import { useAccounts, usePreview } from '~/api/queries';
import type { Finding, Preview } from '~/api/types';
import { t, word, type MessageKey } from '~/text/catalogue';
import { count } from '~/text/format';
import { Button } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Icon, type IconName } from '~/ui/icons';
import { pending } from '~/ui/State';
import { Columns } from './Columns';
import { countRows, type ForAll } from './counts';
import { Duplicates } from './Duplicates';
import { useImportAction } from './ImportJob';
import { PreviewRows } from './PreviewRows';

type Tab = 'rows' | 'findings' | 'duplicates' | 'columns';

function Proof({ preview }: { preview: Preview }) {
  const { reconciled, ambiguous } = preview.import;
  const [tone, icon, title, text]: ['good' | 'danger' | 'plain', IconName, MessageKey, MessageKey] =
    reconciled === true ? ['good', 'shield', 'import.reconciled', 'import.reconciled_text']
    : reconciled === false ? ['danger', 'alert', 'import.not_reconciled', 'import.not_reconciled_text']
    : ['plain', 'info', 'import.unproven', 'import.unproven_text'];
  return (
    <div class="proofs">
      <p class={`proof ${tone}`}>
        <Icon name={icon} />
        <span>
          <strong>{t(title)}</strong> {t(text)}
        </span>
      </p>
      {ambiguous && (
        <p class="proof warn">
          <Icon name="alert" />
          <span>
            <strong>{t('import.ambiguous')}</strong> {t('import.ambiguous_text')}
          </span>
        </p>
      )}
    </div>
  );
}

const LEVELS: Record<Finding['validation_type'], [tone: 'danger' | 'warn' | 'info', icon: IconName]> = {
  ERROR: ['danger', 'alert'], WARNING: ['warn', 'alert'], INFO: ['info', 'info'],
};

function Findings({ findings }: { findings: Finding[] }) {
  if (findings.length === 0) return <p class="tab-empty muted">{t('import.no_findings')}</p>;
  return (
    <ul class="finding-list">
      {findings.map((one) => {
        const [tone, icon] = LEVELS[one.validation_type];
        return (
          <li key={one.id} class="finding">
            <Badge tone={tone}>
              <Icon name={icon} size={14} />
              {word('level', one.validation_type)}
            </Badge>
            <div>
              <p>{one.message}</p>
              {one.suggested_fix && <p class="muted small">{one.suggested_fix}</p>}
            </div>
            {one.row_number > 0 && <span class="faint small num">{t('import.line', { line: one.row_number })}</span>}
          </li>
        );
      })}
    </ul>
  );
}

function Tabs({ tab, tabs, onTab, children }: { tab: Tab; tabs: [Tab, string, number | null][]; onTab: (tab: Tab) => void; children: ComponentChildren }) {
  function move(step: number) {
    const at = tabs.findIndex(([name]) => name === tab);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onTab(next[0]);
    document.getElementById(`tab-${next[0]}`)?.focus();
  }
  return (
    <div class="card tabs-card">
      <div class="tabs" role="tablist" onKeyDown={(event) => move({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0)}>
        {tabs.map(([name, label, n]) => (
          <button key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === tab} aria-controls="tab-panel" tabIndex={name === tab ? 0 : -1} onClick={() => onTab(name)}>
            {label}
            {n !== null && <span class="tab-count num">{count(n)}</span>}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0} class="tab-panel">
        {children}
      </div>
    </div>
  );
}

/* Near matches that nobody has decided yet: one word for all of them, or each in its tab. */
function OpenMatches({ open, forOpen, onChoose }: { open: number; forOpen: ForAll | null; onChoose: (choice: ForAll) => void }) {
  return (
    <div class="open-matches" role="group" aria-label={t('duplicates.open', { n: open })}>
      <span>{t('duplicates.open', { n: open })}</span>
      {(['merge', 'keep_both'] as const).map((choice) => (
        <Button key={choice} size="s" aria-pressed={forOpen === choice} onClick={() => onChoose(choice)}>
          {t(choice === 'merge' ? 'duplicates.all_same' : 'duplicates.all_new')}
        </Button>
      ))}
    </div>
  );
}

function Foot({ preview }: { preview: Preview }) {
  const id = preview.import.id;
  const accounts = useAccounts();
  const account = accounts.data?.find((one) => one.id === preview.import.account_id);
  const [forOpen, setForOpen] = useState<ForAll | null>(null);
  const { open, fresh } = countRows(preview, forOpen);
  const confirm = useImportAction(id, 'confirm', open > 0 ? { duplicates: forOpen } : {});
  const discard = useImportAction(id, 'discard');
  const busy = confirm.isPending || discard.isPending;
  return (
    <div class="review-foot">
      {open > 0 ? <OpenMatches open={open} forOpen={forOpen} onChoose={setForOpen} /> : <span class="faint small">{[preview.format?.toUpperCase(), preview.import.institution].filter(Boolean).join(' · ')}</span>}
      <span class="spacer" />
      <Button kind="quiet" disabled={busy} onClick={() => discard.mutate()}>
        {t('import.discard')}
      </Button>
      <Button kind="primary" icon="check" busy={confirm.isPending} disabled={busy || fresh === 0 || (open > 0 && !forOpen)} onClick={() => confirm.mutate()}>
        {account ? t('import.confirm_into', { n: fresh, account: account.name }) : t('import.confirm', { n: fresh })}
      </Button>
    </div>
  );
}

export function Review({ id }: { id: string }) {
  const preview = usePreview(id);
  const [tab, setTab] = useState<Tab>('rows');
  if (!preview.data) return <div class="card">{pending(preview, 10, 22)}</div>;
  const { rows, findings, duplicates } = preview.data;
  const { total, known } = countRows(preview.data, null);
  const serious = findings.filter((one) => one.validation_type !== 'INFO').length;
  return (
    <div class="review">
      <Proof preview={preview.data} />
      <Tabs
        tab={tab}
        onTab={setTab}
        tabs={[
          ['rows', t('import.tab_rows'), total],
          ['findings', t('import.tab_findings'), serious || findings.length],
          ['duplicates', t('import.tab_duplicates'), duplicates.length],
          ['columns', t('import.tab_columns'), null],
        ]}
      >
        {tab === 'rows' && <PreviewRows rows={rows} total={total} />}
        {tab === 'findings' && <Findings findings={findings} />}
        {tab === 'duplicates' && <Duplicates id={id} duplicates={duplicates} known={known} />}
        {tab === 'columns' && <Columns preview={preview.data} />}
      </Tabs>
      <Foot preview={preview.data} />
    </div>
  );
}
