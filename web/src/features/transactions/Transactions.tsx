/* Every transaction, narrowed by the filters in the address. */
import { useEffect, useRef, useState } from 'react';
import { useAccounts, useCategories } from '~/api/queries';
import { changeSearch, useSearch } from '~/route/router';
import { useKeys } from '~/shell/keys';
import { t } from '~/text/catalogue';
import { Button } from '~/ui/Button';
import { Details } from './Details';
import { FilterBar } from './FilterBar';
import { readFilters } from './filters';
import { Grid } from './Grid';
import { NewTransaction } from './NewTransaction';
import './transactions.css';

const TYPING_GAP_MS = 110;

/* The list follows what is typed: the first letter at once, those after it no faster than the server lets a page
   ask. An address that somebody else changed is shown; what stands there by typing never overtakes the typing. */
function useSearchText() {
  const search = useSearch();
  const inAddress = search.get('search_query') ?? '';
  const [text, setText] = useState(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sent = useRef({ text: inAddress, at: 0 });
  useEffect(() => {
    if (inAddress === sent.current.text) return;
    clearTimeout(timer.current);
    sent.current.text = inAddress;
    setText(inAddress);
  }, [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);
  function send(next: string) {
    sent.current = { text: next, at: performance.now() };
    changeSearch({ search_query: next }, { replace: true });
  }
  function change(next: string) {
    setText(next);
    clearTimeout(timer.current);
    const wait = sent.current.at + TYPING_GAP_MS - performance.now();
    if (wait <= 0) send(next.trim());
    else timer.current = setTimeout(() => send(next.trim()), wait);
  }
  return [text, change] as const;
}

export function Transactions() {
  const search = useSearch();
  const filters = readFilters(search);
  const accounts = useAccounts();
  const categories = useCategories();
  const [text, setText] = useSearchText();
  const [total, setTotal] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const row = search.get('row');

  useKeys((key) => {
    if (key !== '/') return false;
    input.current?.focus();
    input.current?.select();
    return true;
  });

  return (
    <div class="page fill">
      <header class="page-head">
        <h1 tabIndex={-1}>{t('nav.transactions')}</h1>
        <span class="faint num" role="status">
          {total !== null && t('transactions.count', { n: total })}
        </span>
        <span class="spacer" />
        <Button icon="plus" size="s" onClick={() => changeSearch({ new: '1' })}>
          {t('transactions.new')}
        </Button>
      </header>
      <FilterBar filters={filters} text={text} onText={setText} input={input} accounts={accounts.data ?? []} categories={categories.data ?? []} />
      <Grid filters={filters} accounts={accounts.data ?? []} categories={categories.data ?? []} onTotal={setTotal} />
      {row && <Details id={row} onClose={() => changeSearch({ row: null })} />}
      {search.get('new') && <NewTransaction onClose={() => changeSearch({ new: null })} />}
    </div>
  );
}
