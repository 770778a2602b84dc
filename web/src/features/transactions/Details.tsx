/* One transaction: what it is, where it came from, and why it has its category. */
import { useQuery } from '@tanstack/react-query';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'react';
import { transactionQuery, useAccounts, useCategories, useImports } from '~/api/queries';
import type { Transaction } from '~/api/types';
import { Link } from '~/route/Link';
import { t, word } from '~/text/catalogue';
import { date, percent } from '~/text/format';
import { Amount } from '~/ui/Amount';
import { Button } from '~/ui/Button';
import { Badge } from '~/ui/Card';
import { Confirm, Dialog } from '~/ui/Dialog';
import { Switch, TextArea } from '~/ui/Field';
import { Icon } from '~/ui/icons';
import { pending } from '~/ui/State';
import { Glyph } from '~/features/categories/Glyph';
import { CategoryPicker } from '~/features/categories/CategoryPicker';
import { Attachments } from '~/features/receipts/Attachments';
import { useCategorise, useChange, useDelete } from './changes';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function CategoryLine({ row }: { row: Transaction }) {
  const categories = useCategories();
  const categorise = useCategorise();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const category = categories.data?.find((one) => one.id === row.category_id);
  const suggestion = categories.data?.find((one) => one.id === row.suggested_category_id);
  return (
    <div class="why">
      <button ref={button} type="button" class="why-category" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Glyph category={category} size="s" />
        <span>{category?.name ?? t('category.none')}</span>
        <Icon name="down" size={16} />
      </button>
      {!category && suggestion && (
        <Button size="s" icon="check" onClick={() => categorise(row, suggestion.id, suggestion.name)}>
          {t('transactions.accept', { name: suggestion.name })}
        </Button>
      )}
      <p class="why-source">
        <Badge tone={row.category_source === 'none' ? 'plain' : 'info'}>{word('source', row.category_source)}</Badge>
        {row.confidence !== null && <span class="faint small num">{t('transactions.confidence', { share: percent(row.confidence) })}</span>}
      </p>
      <p class="muted small">{row.explanation ?? t('transactions.no_explanation')}</p>
      {open && button.current && (
        <CategoryPicker anchor={button.current} current={row.category_id} onClose={() => setOpen(false)} onPick={(one) => categorise(row, one?.id ?? null, one?.name ?? '')} />
      )}
    </div>
  );
}

function Source({ row }: { row: Transaction }) {
  const imports = useImports();
  if (!row.import_id) return <>{t('transactions.by_hand')}</>;
  const filename = imports.data?.items.find((one) => one.id === row.import_id)?.filename ?? t('transactions.an_import');
  const line = row.source_line === null ? filename : t('transactions.line_of', { line: row.source_line, file: filename });
  return (
    <Link class="inline" to={`/imports/${row.import_id}`}>
      {line}
    </Link>
  );
}

function Facts({ row }: { row: Transaction }) {
  const accounts = useAccounts();
  return (
    <dl class="facts">
      <Fact name={t('field.account')}>{accounts.data?.find((one) => one.id === row.account_id)?.name ?? '–'}</Fact>
      <Fact name={t('field.type')}>{word('type', row.transaction_type)}</Fact>
      <Fact name={t('field.status')}>{word('status', row.status)}</Fact>
      {row.value_date && row.value_date !== row.date && <Fact name={t('field.value_date')}>{date(row.value_date)}</Fact>}
      {row.original_amount && row.original_currency && (
        <Fact name={t('field.original')}>
          <Amount amount={row.original_amount} currency={row.original_currency} />
        </Fact>
      )}
      {row.counterparty && <Fact name={t('field.counterparty')}>{row.counterparty}</Fact>}
      {row.counterparty_account && <Fact name={t('field.counterparty_account')}><span class="mono">{row.counterparty_account}</span></Fact>}
      {row.reference && <Fact name={t('field.reference')}>{row.reference}</Fact>}
      <Fact name={t('field.source')}>
        <Source row={row} />
      </Fact>
    </dl>
  );
}

function Notes({ row }: { row: Transaction }) {
  const change = useChange();
  const [notes, setNotes] = useState(row.notes ?? '');
  useEffect(() => setNotes(row.notes ?? ''), [row.id]);
  const save = () => notes !== (row.notes ?? '') && change.mutate({ row, change: { notes: notes || null } });
  return (
    <>
      <TextArea label={t('field.notes')} value={notes} onValue={setNotes} onBlur={save} />
      <Switch label={t('transactions.hide')} hint={t('transactions.hide_text')} checked={row.is_hidden} onValue={(is_hidden) => change.mutate({ row, change: { is_hidden } })} />
    </>
  );
}

function Body({ row }: { row: Transaction }) {
  return (
    <div class="details">
      <div class="details-top">
        <Amount amount={row.amount} currency={row.currency} tone class="details-amount" />
        <p class="details-title">{row.merchant ?? row.description}</p>
        <p class="faint">{date(row.date, 'full')}</p>
        {row.merchant && row.merchant !== row.description && <p class="mono small muted raw">{row.description}</p>}
      </div>
      <section>
        <h3>{t('transactions.why')}</h3>
        <CategoryLine row={row} />
      </section>
      <section>
        <h3>{t('transactions.facts')}</h3>
        <Facts row={row} />
      </section>
      <Attachments row={row} />
      <Notes row={row} />
    </div>
  );
}

export function Details({ id, onClose }: { id: string; onClose: () => void }) {
  const row = useQuery(transactionQuery(id));
  const [asking, setAsking] = useState(false);
  const remove = useDelete(onClose);
  return (
    <Dialog
      title={t('transactions.one')}
      kind="side"
      onClose={onClose}
      footer={
        row.data && (
          <Button kind="quiet" icon="trash" class="danger-text" onClick={() => setAsking(true)}>
            {t('action.delete')}
          </Button>
        )
      }
    >
      {row.data ? <Body row={row.data} /> : pending(row, 8, 20)}
      {asking && (
        <Confirm title={t('transactions.delete_title')} text={t('transactions.delete_text')} action={t('action.delete')} busy={remove.isPending} onConfirm={() => remove.mutate(id)} onClose={() => setAsking(false)} />
      )}
    </Dialog>
  );
}
