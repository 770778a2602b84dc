/* Short names for the types that `npm run types` makes from the server's description. */
import type { components } from './schema';

type Schemas = components['schemas'];

export interface List<T> {
  items: T[];
  next_cursor: string | null;
  total: number;
}

export type User = Schemas['User'];
export type Preferences = Schemas['Preferences'];
export type Theme = Preferences['theme'];
export type Workspace = Schemas['Workspace'];
export type Role = Workspace['role'];
export type Member = Schemas['Member'];
export type Invitation = Schemas['Invitation'];
export type ApiToken = Schemas['ApiToken'];
export type Account = Schemas['Account'];
export type AccountType = Account['account_type'];
export type Category = Schemas['Category'];
export type CategoryType = Category['category_type'];
export type Pattern = Schemas['CategoryPattern'];
export type Transaction = Schemas['Transaction'];
export type ImportStatus = 'pending' | 'processing' | 'needs_review' | 'completed' | 'failed' | 'discarded' | 'undone';

export interface Import {
  id: string;
  filename: string;
  file_type: string | null;
  file_size: number;
  account_id: string | null;
  status: ImportStatus;
  progress: number;
  stage: string | null;
  total_rows: number;
  processed_rows: number;
  successful_imports: number;
  failed_imports: number;
  duplicate_rows: number;
  reconciled: boolean | null;
  ambiguous: boolean;
  error_details: string | null;
  started_at: string | null;
  completed_at: string | null;
  opening_balance: string | null;
  closing_balance: string | null;
  created_at: string;
}

export interface MappedColumn {
  column: number;
  header: string | null;
  role: string;
  format: string | null;
}

export interface PreviewRow {
  line: number;
  date: string | null;
  amount: string | null;
  currency: string | null;
  description: string | null;
  balance: string | null;
  confidence: number | null;
  state: 'new' | 'duplicate' | 'near';
  reason: string | null;
}

export interface Finding {
  level: 'error' | 'warning' | 'info';
  line: number | null;
  field: string | null;
  message: string;
  suggested_fix: string | null;
}

export interface Duplicate {
  id: string;
  import_id: string;
  transaction_id: string | null;
  match_score: number;
  reason: string;
  state: 'open' | 'merged' | 'kept_both' | 'deleted_old';
  line?: number | null;
  date?: string | null;
  amount?: string | null;
  currency?: string | null;
  description?: string | null;
}

export interface Preview {
  import: Import;
  format: string | null;
  encoding: string | null;
  delimiter: string | null;
  mapping: MappedColumn[];
  rows: PreviewRow[];
  findings: Finding[];
  duplicates: Duplicate[];
  columns: string[];
  sample: string[][];
}

export interface Notification {
  id: string;
  kind: string;
  title: string;
  body: string | null;
  link: string | null;
  is_read: boolean;
  at: string;
}

export interface CategorySpending {
  category_id: string | null;
  code: string | null;
  name: string;
  emoji: string | null;
  color: string | null;
  amount: string;
  currency: string;
  count: number;
  share: number;
}

export interface Spending {
  items: CategorySpending[];
  total: string;
  currency: string;
}

export interface MonthFlow {
  month: string;
  income: string;
  expenses: string;
  net: string;
}

export interface Trends {
  items: MonthFlow[];
  currency: string;
}

export interface DatedAmount {
  date: string;
  amount: string;
}

export interface NetWorth {
  items: DatedAmount[];
  accounts: { account_id: string; name: string; items: DatedAmount[] }[];
  currency: string;
}

export interface Flow {
  income: string;
  expenses: string;
  net: string;
}

export interface Attention {
  kind: string;
  title: string;
  link: string | null;
  count: number;
}

export interface Overview {
  accounts: { id: string; name: string; balance: string; currency: string }[];
  net_worth: string;
  currency?: string;
  this_month: Flow;
  last_month: Flow;
  needs_attention: Attention[];
}

export interface Health {
  status: string;
  demo?: boolean;
  version?: string;
}
