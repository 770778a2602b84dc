/* The search field and the filters above the list. A filter that is set says its value and can be cleared. */
import type { ComponentChildren, RefObject } from 'preact';
import { useRef, useState } from 'react';
import type { Account, Category } from '~/api/types';
import { changeSearch } from '~/route/router';
import { t, word } from '~/text/catalogue';
import { date, decimalSign } from '~/text/format';
import { Button } from '~/ui/Button';
import { SelectField, TextField } from '~/ui/Field';
import { Icon } from '~/ui/icons';
import { Menu } from '~/ui/Menu';
import { Popover } from '~/ui/Popover';
import { namedPeriod, PERIOD_NAMES, today } from '~/value/date';
import { parseTyped } from '~/value/money';
import { CategoryPicker } from '~/features/categories/CategoryPicker';
import { activeCount, NO_FILTERS, periodOf, type Filters } from './filters';

function Chip({ active, onClear, children }: { active: boolean; onClear: () => void; children: ComponentChildren }) {
  return (
    <span class={active ? 'chip active' : 'chip'}>
      {children}
      {active && (
        <button type="button" class="chip-clear" aria-label={t('filter.clear_one')} onClick={onClear}>
          <Icon name="close" size={14} />
        </button>
      )}
    </span>
  );
}

function periodLabel(filters: Filters): string {
  const named = periodOf(filters, today());
  if (named) return t(`period.${named}`);
  const { start_date: from, end_date: to } = filters;
  if (from && to) return `${date(from)} – ${date(to)}`;
  if (from) return t('filter.from', { date: date(from) });
  return to ? t('filter.until', { date: date(to) }) : t('filter.period');
}

function PeriodChip({ filters }: { filters: Filters }) {
  const active = Boolean(filters.start_date || filters.end_date);
  const named = periodOf(filters, today());
  const items = PERIOD_NAMES.map((name) => ({
    label: t(`period.${name}`),
    checked: name === named,
    act: () => {
      const period = namedPeriod(name, today());
      changeSearch({ start_date: period.from, end_date: period.to });
    },
  }));
  return (
    <Chip active={active} onClear={() => changeSearch({ start_date: null, end_date: null })}>
      <Menu label={`${t('filter.period')}: ${periodLabel(filters)}`} items={items} class="chip-button">
        {periodLabel(filters)}
        <Icon name="down" size={14} />
      </Menu>
    </Chip>
  );
}

function AccountChip({ filters, accounts }: { filters: Filters; accounts: Account[] }) {
  const chosen = accounts.find((one) => one.id === filters.account_id);
  const label = chosen?.name ?? t('filter.account');
  const items = accounts.map((one) => ({ label: one.name, checked: one.id === filters.account_id, act: () => changeSearch({ account_id: one.id }) }));
  if (accounts.length === 0) return null;
  return (
    <Chip active={Boolean(filters.account_id)} onClear={() => changeSearch({ account_id: null })}>
      <Menu label={`${t('filter.account')}: ${label}`} items={items} class="chip-button">
        {label}
        <Icon name="down" size={14} />
      </Menu>
    </Chip>
  );
}

function CategoryChip({ filters, categories }: { filters: Filters; categories: Category[] }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = categories.find((one) => one.id === filters.category_id);
  const label = filters.uncategorized ? t('category.none') : (chosen?.name ?? filters.category ?? t('filter.category'));
  return (
    <Chip active={Boolean(filters.category_id || filters.category || filters.uncategorized)} onClear={() => changeSearch({ category_id: null, category: null, uncategorized: null })}>
      <button ref={button} type="button" class="chip-button" aria-haspopup="dialog" aria-expanded={open} aria-label={`${t('filter.category')}: ${label}`} onClick={() => setOpen(!open)}>
        {label}
        <Icon name="down" size={14} />
      </button>
      {open && button.current && (
        <CategoryPicker
          anchor={button.current}
          current={filters.category_id ?? null}
          onClose={() => setOpen(false)}
          onPick={(category) => changeSearch(category ? { category_id: category.id, category: null, uncategorized: null } : { category_id: null, category: null, uncategorized: 'true' })}
        />
      )}
    </Chip>
  );
}

function amountOf(text: string): string | null {
  return text.trim() ? parseTyped(text, decimalSign()) : null;
}

function MoreForm({ filters, onDone }: { filters: Filters; onDone: () => void }) {
  const [form, setForm] = useState({
    start_date: filters.start_date ?? '', end_date: filters.end_date ?? '', transaction_type: filters.transaction_type ?? '',
    status: filters.status ?? '', min_amount: filters.min_amount ?? '', max_amount: filters.max_amount ?? '', sort: filters.sort ?? '',
  });
  const set = (name: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));
  const any = { value: '', label: t('filter.any') };
  const words = (prefix: string, values: string[]) => [any, ...values.map((value) => ({ value, label: word(prefix, value) }))];
  return (
    <form
      class="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        changeSearch({ ...form, min_amount: amountOf(form.min_amount), max_amount: amountOf(form.max_amount) });
        onDone();
      }}
    >
      <div class="field-pair">
        <TextField label={t('filter.first_day')} type="date" value={form.start_date} onValue={set('start_date')} data-focus />
        <TextField label={t('filter.last_day')} type="date" value={form.end_date} onValue={set('end_date')} />
      </div>
      <div class="field-pair">
        <SelectField label={t('filter.type')} value={form.transaction_type} onValue={set('transaction_type')} choices={words('type', ['income', 'expense', 'transfer'])} />
        <SelectField label={t('filter.status')} value={form.status} onValue={set('status')} choices={words('status', ['posted', 'pending', 'cancelled'])} />
      </div>
      <div class="field-pair">
        <TextField label={t('filter.min')} inputMode="decimal" value={form.min_amount} onValue={set('min_amount')} />
        <TextField label={t('filter.max')} inputMode="decimal" value={form.max_amount} onValue={set('max_amount')} />
      </div>
      <SelectField label={t('filter.sort')} value={form.sort} onValue={set('sort')} choices={['', 'date', '-amount', 'amount'].map((value) => ({ value, label: word('sort', value || '-date') }))} />
      <Button kind="primary" type="submit">
        {t('filter.apply')}
      </Button>
    </form>
  );
}

function MoreChip({ filters }: { filters: Filters }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const parts = [
    filters.transaction_type && word('type', filters.transaction_type), filters.status?.split(',').map((one) => word('status', one)).join(' + '), filters.currency,
    filters.is_transfer === 'false' && t('filter.no_transfers'), filters.is_hidden === 'false' && t('filter.no_hidden'),
    filters.min_amount && `≥ ${filters.min_amount}`, filters.max_amount && `≤ ${filters.max_amount}`,
    filters.import_id && t('filter.one_import'), filters.sort && word('sort', filters.sort),
  ].filter(Boolean);
  const clear = () => changeSearch({ transaction_type: null, status: null, min_amount: null, max_amount: null, import_id: null, sort: null, currency: null, is_transfer: null, is_hidden: null });
  return (
    <Chip active={parts.length > 0} onClear={clear}>
      <button ref={button} type="button" class="chip-button" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="filter" size={16} />
        {parts.join(', ') || t('filter.more')}
      </button>
      {open && button.current && (
        <Popover anchor={button.current} label={t('filter.more')} onClose={() => setOpen(false)} class="form-popover">
          <MoreForm filters={filters} onDone={() => setOpen(false)} />
        </Popover>
      )}
    </Chip>
  );
}

interface Props {
  filters: Filters;
  text: string;
  onText: (text: string) => void;
  input: RefObject<HTMLInputElement | null>;
  accounts: Account[];
  categories: Category[];
}

export function FilterBar({ filters, text, onText, input, accounts, categories }: Props) {
  return (
    <search class="filter-bar">
      <div class="search-field">
        <Icon name="search" size={16} />
        <input ref={input} type="search" class="control" aria-label={t('transactions.search')} placeholder={t('transactions.search')} value={text} onInput={(event) => onText(event.currentTarget.value)} onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} />
      </div>
      <div class="chips">
        <PeriodChip filters={filters} />
        <AccountChip filters={filters} accounts={accounts} />
        <CategoryChip filters={filters} categories={categories} />
        <MoreChip filters={filters} />
        {activeCount(filters) > 0 && (
          <button type="button" class="text-button" onClick={() => changeSearch(NO_FILTERS)}>
            {t('filter.clear')}
          </button>
        )}
      </div>
    </search>
  );
}
