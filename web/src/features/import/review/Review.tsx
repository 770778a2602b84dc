/* What a file says, before anything is written: its rows beside their source, what was found wrong or unclear, what
   is stored already, and how the columns were understood. */
import type { ComponentChildren } from 'preact';
import { useState } from 'react';
import { isWorking, useAccounts, useImports, usePreview } from '~/api/queries';
import type { Import, Preview } from '~/api/types';
import { changeSearch, useSearch } from '~/route/router';
import { t } from '~/text/catalogue';
import { count } from '~/text/format';
import { Failure, Skeleton } from '~/ui/State';
import { AccountCards } from '../AccountCards';
import { countRows } from './counts';
import { Duplicates } from './Duplicates';
import { Findings } from './Findings';
import { Foot } from './Foot';
import { Mapping } from './Mapping';
import { Proof } from './Proof';
import { Rows } from './Rows';
import './review.css';

type Tab = 'rows' | 'findings' | 'duplicates' | 'columns';
type TabRow = [tab: Tab, label: string, n: number | null];

function Tabs({ tab, tabs, children }: { tab: Tab; tabs: TabRow[]; children: ComponentChildren }) {
  const choose = (next: Tab) => changeSearch({ tab: next === 'rows' ? null : next }, { replace: true });
  function move(step: number) {
    const at = tabs.findIndex(([name]) => name === tab);
    const next = step === 0 ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    choose(next[0]);
    document.getElementById(`tab-${next[0]}`)?.focus();
  }
  return (
    <div class="card tabs-card">
      <div class="tabs" role="tablist" onKeyDown={(event) => move({ ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0)}>
        {tabs.map(([name, label, n]) => (
          <button key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === tab} aria-controls="tab-panel" tabIndex={name === tab ? 0 : -1} onClick={() => choose(name)}>
            {label}
            {n !== null && <span class="tab-count num">{count(n)}</span>}
          </button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} class="tab-panel">
        {children}
      </div>
    </div>
  );
}

/* The file does not say whose it is: somebody does before it is booked. */
function WhichAccount({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  const accounts = useAccounts();
  const imports = useImports();
  return (
    <section class="card which-account">
      <p class="muted">{t('import.account_unknown')}</p>
      <AccountCards accounts={(accounts.data ?? []).filter((one) => one.is_active)} imports={imports.data?.items ?? []} chosen={chosen} onChoose={onChoose} mayFind={false} />
    </section>
  );
}

function tabsOf(preview: Preview): TabRow[] {
  const { findings, duplicates } = preview;
  const open = findings.filter((one) => one.validation_type !== 'INFO' && !one.is_resolved).length;
  const tabs: TabRow[] = [
    ['rows', t('import.tab_rows'), preview.import.total_rows],
    ['findings', t('import.tab_findings'), open || findings.length],
    ['duplicates', t('import.tab_duplicates'), duplicates.length],
  ];
  if (preview.mapping.length > 0 || preview.sample) tabs.push(['columns', t('import.tab_columns'), null]);
  return tabs;
}

export function Review({ job }: { job: Import }) {
  const preview = usePreview(job);
  const search = useSearch();
  const [accountId, setAccountId] = useState('');
  if (!preview.data) return <div class="card">{preview.error ? <Failure error={preview.error} onRetry={() => void preview.refetch()} /> : <Skeleton lines={10} height={22} />}</div>;
  const { findings, duplicates } = preview.data;
  const { known } = countRows(preview.data, null);
  const tabs = tabsOf(preview.data);
  const tab = tabs.find(([name]) => name === search.get('tab'))?.[0] ?? 'rows';
  const chosen = accountId || (job.account_id ?? '');
  return (
    <div class="review">
      <Proof preview={preview.data} />
      {!job.account_id && <WhichAccount chosen={chosen} onChoose={setAccountId} />}
      <Tabs tab={tab} tabs={tabs}>
        {tab === 'rows' && <Rows job={job} />}
        {tab === 'findings' && <Findings importId={job.id} findings={findings} />}
        {tab === 'duplicates' && <Duplicates id={job.id} duplicates={duplicates} known={known} />}
        {tab === 'columns' && <Mapping preview={preview.data} job={job} />}
      </Tabs>
      <Foot job={job} preview={preview.data} accountId={chosen} onAccount={setAccountId} busy={isWorking(job)} />
    </div>
  );
}
