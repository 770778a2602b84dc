/* What a column of a file may hold, and in which form, as the server names them. */
import type { MappedColumn, Preview } from '~/api/types';

export const ROLES = [
  'ignore', 'date', 'value_date', 'description', 'amount', 'debit', 'credit', 'direction', 'fee', 'balance', 'currency',
  'original_amount', 'original_currency', 'counterparty', 'counterparty_account', 'reference', 'category', 'status',
  'type', 'account', 'external_id',
];

const SHOWN = 8;
const DATES = ['%d/%m/%Y', '%m/%d/%Y', '%Y-%m-%d'];
const FIGURES = ['1,234.50', '1.234,50'];

/* The forms a column of this meaning can be read in; a minus before an amount says that spending is written
   without one. */
export function formatsOf(role: string): string[] {
  if (role === 'date' || role === 'value_date') return DATES;
  if (role === 'amount') return [...FIGURES, ...FIGURES.map((form) => `-${form}`)];
  return ['debit', 'credit', 'fee', 'balance', 'original_amount'].includes(role) ? FIGURES : [];
}

export interface Column {
  column: number;
  header: string | null;
  role: string;
  format: string | null;
  cells: string[];
}

function isTable(sample: unknown): sample is string[][] {
  return Array.isArray(sample) && sample.every((row) => Array.isArray(row));
}

/* Every column of the file with its meaning and some of its cells below the header. */
export function columnsOf(preview: Pick<Preview, 'columns' | 'mapping' | 'sample'>): Column[] {
  const sample = isTable(preview.sample) ? preview.sample : [];
  const named = preview.mapping.map((one) => one.column + 1);
  const width = Math.max(0, preview.columns.length, ...sample.map((row) => row.length), ...named);
  const head = sample.findIndex((row) => preview.columns.length > 0 && row.every((cell, i) => cell === preview.columns[i]));
  const below = sample.slice(head + 1).filter((row) => row.length > 1);
  return Array.from({ length: width }, (_, column) => {
    const known = preview.mapping.find((one) => one.column === column);
    return {
      column,
      header: known?.header ?? preview.columns[column] ?? null,
      role: known?.role ?? 'ignore',
      format: known?.format ?? null,
      cells: below.slice(0, SHOWN).map((row) => row[column] ?? ''),
    };
  });
}

/* What the server is told: the columns that mean something. */
export function mapped(columns: readonly Column[]): MappedColumn[] {
  return columns.filter((one) => one.role !== 'ignore').map(({ column, header, role, format }) => ({ column, header, role, format }));
}

/* A statement needs a day and a figure. */
export function isReadable(columns: readonly Pick<Column, 'role'>[]): boolean {
  const has = (...roles: string[]) => columns.some((one) => roles.includes(one.role));
  return has('date', 'value_date') && has('amount', 'debit', 'credit');
}
